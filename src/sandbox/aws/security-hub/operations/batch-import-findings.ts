import * as z from 'zod';
import type { Json } from '../../contract.ts';
import { Asff } from '../asff.ts';
import { accessDenied, invalidInput } from '../errors.ts';
import { bytesOf, FINDING_BYTES, isJson, textAt } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { complaints, read } from '../input.ts';
import { integrationOf, isRunByCustomer } from '../integrations.ts';
import type { Operation } from '../operation.ts';
import { defaultProductArn, isProductArn } from '../products.ts';

const Input = z.object({ Findings: z.array(z.record(z.string(), z.unknown())).min(1).max(100) });
const BATCH_BYTES = 6 * 1024 * 1024;

interface Failure {
  ErrorCode: string;
  ErrorMessage: string;
}

/**
 * Answers 200 whatever becomes of the single findings, unless one is of a product that is not the caller's to import for: then IAM's
 * answer to the whole batch is no. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html
 */
export const batchImportFindings: Operation = ({ input, size, identity }, hub) => {
  if (size > BATCH_BYTES) throw invalidInput('Invalid Findings in the input: data should NOT be larger than 6 MB');
  const { Findings } = read(Input, input);
  for (const finding of Findings) assertMayImport(finding, identity, hub);
  const FailedFindings: (Failure & { Id: string })[] = [];
  for (const finding of Findings) {
    const failure = objection(finding, hub);
    if (failure) FailedFindings.push({ Id: textAt(finding, 'Id') ?? 'Unknown', ...failure });
    else hub.importFinding(finding);
  }
  return { FailedCount: FailedFindings.length, SuccessCount: Findings.length - FailedFindings.length, FailedFindings };
};

/** What callers see who have not enabled the product: https://github.com/cloud-custodian/cloud-custodian/issues/6091 */
function assertMayImport(finding: Json, identity: string, hub: Hub): void {
  const arn = textAt(finding, 'ProductArn') ?? '';
  if (!isProductArn(arn) || arn === defaultProductArn(hub)) return; // what is no ARN is told with the finding
  const product = integrationOf(arn, hub.region);
  if (product !== undefined && isRunByCustomer(product) && hub.integrations.has(product)) return;
  throw accessDenied(`User: ${identity} is not authorized to perform: securityhub:BatchImportFindings on resource: ${arn}`);
}

/** Why this finding cannot be taken from this caller. */
function objection(finding: Json, hub: Hub): Failure | undefined {
  const asff = Asff.safeParse(finding);
  if (!asff.success) return malformed(complaints(asff.error, finding));
  if (bytesOf(finding) > FINDING_BYTES) return { ErrorCode: 'FindingSizeExceeded', ErrorMessage: 'Finding size exceeded 240 KB' };
  if (!isProductArn(asff.data.ProductArn)) return malformed('data.ProductArn should be the ARN of a product');
  if (asff.data.AwsAccountId !== hub.account) {
    return {
      ErrorCode: 'InvalidAccess',
      ErrorMessage: `Account ${hub.account} is not allowed to import findings of account ${asff.data.AwsAccountId}`,
    };
  }
  const reserved = Object.keys(isJson(finding['ProductFields']) ? finding['ProductFields'] : {}).find((name) => name.startsWith('aws/'));
  return reserved === undefined ? undefined : malformed(`data.ProductFields['${reserved}'] should NOT have the reserved prefix aws/`);
}

const malformed = (what: string): Failure => ({
  ErrorCode: 'InvalidInput',
  ErrorMessage: `Finding does not adhere to Amazon Finding Format. ${what}.`,
});
