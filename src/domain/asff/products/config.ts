import type { Asff } from '../schema.ts';
import { reasonsOf } from '../state.ts';
import { inWords, type Reading, reading } from './reading.ts';

/** A rule of the customer's own: which, and what it says. Config findings are always MEDIUM, so the rule has to speak. */
export function config(asff: Asff): Reading {
  const { ProductFields, Compliance, GeneratorId } = asff;
  const verdict = inWords(ProductFields['aws/config/ConfigComplianceType'] ?? Compliance?.Status);
  const [reason] = reasonsOf(asff);
  return reading(
    [reason ?? verdict],
    [
      ['Rule', ProductFields['aws/config/ConfigRuleName']],
      ['Result', verdict],
      ['Reason', reason],
      ['Rule id', (ProductFields['aws/config/ConfigRuleArn'] ?? GeneratorId)?.split('/').at(-1)],
    ],
  );
}
