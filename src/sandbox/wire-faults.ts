import type { FaultRule, FaultScript } from './wire.ts';

/** No faults yet. */
export function faultScript(): FaultScript {
  let rules: FaultRule[] = [];
  return {
    add: (rule) => void rules.push({ ...rule }),
    clear: () => {
      rules = [];
    },
    get rules() {
      return rules;
    },
    take(request) {
      for (const rule of rules) {
        if (rule.operation !== '*' && rule.operation !== request.operation) continue;
        if (rule.when && !rule.when(request)) continue;
        if (rule.skip) {
          rule.skip--;
          continue;
        }
        if (rule.times !== undefined && --rule.times <= 0) rules = rules.filter((other) => other !== rule);
        return rule.fault;
      }
      return undefined;
    },
  };
}
