import * as z from 'zod';
import { bytesOf, FINDING_BYTES, keyOf, Ref } from '../finding.ts';
import type { Hub } from '../hub.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { isProductArn } from '../products.ts';
import { afterUpdate, CustomerChange } from '../update-rules.ts';

const Input = z
  .object({ FindingIdentifiers: z.array(Ref).min(1).max(100), ...CustomerChange.shape })
  .refine((input) => Object.keys(CustomerChange.shape).some((field) => field in input), { error: 'should have something to update' });

/** Every code with its message: https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindingsUnprocessedFinding.html */
const UNPROCESSED = {
  ConcurrentUpdateError: 'Concurrent finding updates detected',
  DuplicatedFindingIdentifier: 'Finding Identifier is duplicated',
  FindingNotFound: 'Finding Not Found',
  FindingSizeExceeded: 'Finding size exceeded 240 KB',
  InternalFailure: 'Internal service failure',
  InvalidInput: 'Invalid Input',
} as const satisfies Record<string, string>;

/** Answers 200 whatever becomes of the single findings. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindings.html */
export const batchUpdateFindings: Operation = ({ input, identity }, hub) => {
  const { FindingIdentifiers: refs, ...change } = read(Input, input);
  const ProcessedFindings: Ref[] = [];
  const UnprocessedFindings: { FindingIdentifier: Ref; ErrorCode: string; ErrorMessage: string }[] = [];

  for (const ref of refs) {
    const alike = refs.filter((other) => keyOf(other) === keyOf(ref)).length;
    const code = refused(ref, hub) ?? (alike > 1 ? 'DuplicatedFindingIdentifier' : objection(ref, change, hub));
    if (code) UnprocessedFindings.push({ FindingIdentifier: ref, ErrorCode: code, ErrorMessage: messageOf(code) });
    else ProcessedFindings.push(ref);
  }
  for (const ref of ProcessedFindings) hub.updateFinding(ref, change, identity);
  return { ProcessedFindings, UnprocessedFindings };
};

/** Why this finding cannot be changed like that. */
function objection(ref: Ref, change: CustomerChange, hub: Hub): keyof typeof UNPROCESSED | undefined {
  if (!isProductArn(ref.ProductArn)) return 'InvalidInput';
  const finding = hub.findings.get(keyOf(ref));
  if (!finding) return 'FindingNotFound';
  return bytesOf(afterUpdate(finding, change, hub.clock.now())) > FINDING_BYTES ? 'FindingSizeExceeded' : undefined;
}

/** The code that the sandbox wants this finding to be refused with, used up by being asked for. */
function refused(ref: Ref, { refusals }: Hub): string | undefined {
  const refusal = refusals.find(({ key, times }) => key === keyOf(ref) && times > 0);
  if (refusal) refusal.times--;
  return refusal?.code;
}

const messageOf = (code: string) => Object.entries(UNPROCESSED).find(([known]) => known === code)?.[1] ?? code;
