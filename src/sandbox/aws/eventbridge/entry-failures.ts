import type { EventBridgeEmulator, Json } from '../contract.ts';

type FailureRule = Parameters<EventBridgeEmulator['failEntries']>[0];

export interface EntryFailures {
  add(rule: FailureRule): void;
  /** What this entry of PutEvents, or target of PutTargets, fails with by order of a test; undefined when it may pass. */
  take(entry: Json): { ErrorCode: string; ErrorMessage: string } | undefined;
}

export function entryFailures(): EntryFailures {
  let rules: FailureRule[] = [];
  return {
    add: (rule) => void rules.push({ ...rule }),
    take(entry) {
      const rule = rules.find(({ when }) => !when || when(entry));
      if (!rule) return undefined;
      if (rule.times !== undefined && --rule.times <= 0) rules = rules.filter((other) => other !== rule);
      return { ErrorCode: rule.code, ErrorMessage: rule.message ?? 'Made to fail.' };
    },
  };
}
