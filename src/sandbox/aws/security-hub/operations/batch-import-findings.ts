import * as z from 'zod';
import type { Json } from '../../contract.ts';
import { Asff } from '../asff.ts';
import { invalidInput } from '../errors.ts';
import { bytesOf, FINDING_BYTES, isJson, textAt } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { complaints, read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { defaultProductArn } from '../products.ts';

const Input = z.object({ Findings: z.array(z.record(z.string(), z.unknown())).min(1).max(100) });
const BATCH_BYTES = 6 * 1024 * 1024;

interface Failure {
  ErrorCode: string;
  ErrorMessage: string;
}

/** Answers 200 whatever becomes of the single findings. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html */
export const batchImportFindings: Operation = ({ input, size }, hub) => {
  if (size > BATCH_BYTES) throw invalidInput('Invalid Findings in the input: data should NOT be larger than 6 MB');
  const { Findings } = read(Input, input);
  const FailedFindings: (Failure & { Id: string })[] = [];
  for (const finding of Findings) {
    const failure = objection(finding, hub);
    if (failure) FailedFindings.push({ Id: textAt(finding, 'Id') ?? 'Unknown', ...failure });
    else hub.importFinding(finding);
  }
  return { FailedCount: FailedFindings.length, SuccessCount: Findings.length - FailedFindings.length, FailedFindings };
};

/** Why this finding cannot be taken from this caller. */
function objection(finding: Json, hub: Hub): Failure | undefined {
  const asff = Asff.safeParse(finding);
  if (!asff.success) return malformed(complaints(asff.error, finding));
  if (bytesOf(finding) > FINDING_BYTES) return { ErrorCode: 'FindingSizeExceeded', ErrorMessage: 'Finding size exceeded 240 KB' };
  if (asff.data.AwsAccountId !== hub.account) {
    return {
      ErrorCode: 'InvalidAccess',
      ErrorMessage: `Account ${hub.account} is not allowed to import findings of account ${asff.data.AwsAccountId}`,
    };
  }
  // Other products are enabled with EnableImportFindingsForProduct, by accounts that their makers have allow-listed.
  if (asff.data.ProductArn !== defaultProductArn(hub)) {
    return { ErrorCode: 'InvalidAccess', ErrorMessage: `Product ${asff.data.ProductArn} is not enabled in account ${hub.account}` };
  }
  const reserved = Object.keys(isJson(finding['ProductFields']) ? finding['ProductFields'] : {}).find((name) => name.startsWith('aws/'));
  return reserved === undefined ? undefined : malformed(`data.ProductFields['${reserved}'] should NOT have the reserved prefix aws/`);
}

const malformed = (what: string): Failure => ({
  ErrorCode: 'InvalidInput',
  ErrorMessage: `Finding does not adhere to Amazon Finding Format. ${what}.`,
});
