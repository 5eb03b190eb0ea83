import * as z from 'zod';
import type { Bus, Rule } from '../buses.ts';
import { EventBridgeError } from '../event-bridge-error.ts';
import { operation, page, paged, RuleName } from '../operation.ts';

const EventBusName = z.string().optional();
const Named = z.object({ Name: RuleName, EventBusName });

export const putRule = operation(
  z.strictObject({
    Name: RuleName,
    EventBusName,
    EventPattern: z.string({ error: 'Parameter(s) EventPattern must be specified (the sandbox has no schedules).' }),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Description: z.string().max(512).optional(),
    RoleArn: z.string().optional(),
    Tags: z.array(z.unknown()).optional(),
  }),
  (input, { buses }) => ({
    RuleArn: buses.putRule({
      name: input.Name,
      bus: input.EventBusName,
      pattern: input.EventPattern,
      state: input.State,
      description: input.Description,
    }).arn,
  }),
);

export const describeRule = operation(Named, ({ Name, EventBusName }, { buses }) => ({
  ...describe(buses.rule(Name, EventBusName), buses.bus(EventBusName)),
  CreatedBy: buses.account,
}));

export const listRules = operation(paged({ NamePrefix: z.string().default(''), EventBusName }), (input, { buses }) => {
  const bus = buses.bus(input.EventBusName);
  const rules = [...bus.rules.values()].filter(({ name }) => name.startsWith(input.NamePrefix));
  const { items, NextToken } = page(rules, input);
  return { Rules: items.map((rule) => describe(rule, bus)), NextToken };
});

export const enableRule = operation(Named, ({ Name, EventBusName }, { buses }) => {
  buses.rule(Name, EventBusName).state = 'ENABLED';
  buses.changed();
  return {};
});

export const disableRule = operation(Named, ({ Name, EventBusName }, { buses }) => {
  buses.rule(Name, EventBusName).state = 'DISABLED';
  buses.changed();
  return {};
});

export const deleteRule = operation(z.object({ Name: RuleName, EventBusName, Force: z.boolean().optional() }), (input, { buses }) => {
  if (buses.rule(input.Name, input.EventBusName).targets.size > 0) {
    throw new EventBridgeError('ValidationException', "Rule can't be deleted since it has targets.");
  }
  buses.bus(input.EventBusName).rules.delete(input.Name);
  buses.changed();
  return {};
});

const describe = ({ name, arn, patternText, state, description }: Rule, bus: Bus) => ({
  Name: name,
  Arn: arn,
  EventPattern: patternText,
  State: state,
  Description: description,
  EventBusName: bus.name,
});
