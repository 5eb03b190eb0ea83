import * as z from 'zod';
import { EventBridgeError } from '../event-bridge-error.ts';
import { operation, page, paged, RuleName } from '../operation.ts';

const MOST_TARGETS = 5;
const EventBusName = z.string().optional();
const Arn = z.string().startsWith('arn:');

/** Strict, so that InputPath, InputTransformer and the parameters of other target types are refused by name. */
const Target = z.strictObject({
  Id: z.string().regex(/^[.\-_A-Za-z0-9]{1,64}$/),
  Arn,
  RoleArn: Arn.optional(),
  Input: z.string().max(8192).optional(),
  DeadLetterConfig: z.strictObject({ Arn: Arn.optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumRetryAttempts: z.int().min(0).max(185).optional(),
      MaximumEventAgeInSeconds: z.int().min(60).max(86_400).optional(),
    })
    .optional(),
});

export const putTargets = operation(
  z.object({ Rule: RuleName, EventBusName, Targets: z.array(Target).min(1).max(100) }),
  ({ Rule, EventBusName, Targets }, { buses, targetFailures }) => {
    const rule = buses.rule(Rule, EventBusName);
    const ids = new Set([...rule.targets.keys(), ...Targets.map(({ Id }) => Id)]);
    if (ids.size > MOST_TARGETS) {
      throw new EventBridgeError(
        'LimitExceededException',
        `The requested resource exceeds the maximum number allowed: ${MOST_TARGETS} targets.`,
      );
    }
    const FailedEntries = Targets.flatMap((target) => {
      const failure = targetFailures.take(target);
      if (failure) return [{ TargetId: target.Id, ...failure }];
      rule.targets.set(target.Id, target);
      return [];
    });
    buses.changed();
    return { FailedEntryCount: FailedEntries.length, FailedEntries };
  },
);

export const listTargetsByRule = operation(paged({ Rule: RuleName, EventBusName }), (input, { buses }) => {
  const { items, NextToken } = page([...buses.rule(input.Rule, input.EventBusName).targets.values()], input);
  return { Targets: items, NextToken };
});

export const removeTargets = operation(
  z.object({ Rule: RuleName, EventBusName, Ids: z.array(z.string()).min(1).max(100), Force: z.boolean().optional() }),
  ({ Rule, EventBusName, Ids }, { buses }) => {
    const { targets } = buses.rule(Rule, EventBusName);
    const failed = Ids.filter((id) => !targets.delete(id));
    buses.changed();
    return {
      FailedEntryCount: failed.length,
      FailedEntries: failed.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Target ${TargetId} does not exist on rule ${Rule}.`,
      })),
    };
  },
);
