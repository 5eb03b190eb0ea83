import * as z from 'zod';
import { invalidInput } from '../errors.ts';
import { NonEmpty } from '../finding.ts';
import { read } from '../input.ts';
import type { Operation } from '../operation.ts';
import { isTowers, standardIdOf } from '../standards/catalogue.ts';
import { described } from '../standards/described.ts';

const Request = z.object({ StandardsArn: NonEmpty, StandardsInput: z.record(NonEmpty, NonEmpty).optional() });
const Input = z.object({ StandardsSubscriptionRequests: z.array(Request).min(1).max(25) });

/** Answers PENDING; GetEnabledStandards tells how it ends. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchEnableStandards.html */
export const batchEnableStandards: Operation = ({ input }, hub) => {
  const wanted = read(Input, input).StandardsSubscriptionRequests.map(({ StandardsArn, StandardsInput }) => {
    const id = standardIdOf(StandardsArn, hub.region);
    if (!id) throw invalidInput(`Invalid parameters in the input: ${StandardsArn} is not a standard of ${hub.region}`);
    if (isTowers(id)) throw invalidInput(`Invalid parameters in the input: ${StandardsArn} is managed by AWS Control Tower`);
    return { id, StandardsInput };
  });
  return {
    StandardsSubscriptions: wanted.map(({ id, StandardsInput }) => described(hub.standards.enable(id, StandardsInput), hub)),
  };
};
