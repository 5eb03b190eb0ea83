import type { Operation } from './operation.ts';
import { createEventBus, describeEventBus, listEventBuses } from './operations/event-buses.ts';
import { putEvents, testEventPattern } from './operations/events.ts';
import { deleteRule, describeRule, disableRule, enableRule, listRules, putRule } from './operations/rules.ts';
import { listTargetsByRule, putTargets, removeTargets } from './operations/targets.ts';

/** Everything this EventBridge can do, by EventBridge's names. */
export const operations: Readonly<Record<string, Operation>> = {
  CreateEventBus: createEventBus,
  DescribeEventBus: describeEventBus,
  ListEventBuses: listEventBuses,
  PutRule: putRule,
  DescribeRule: describeRule,
  ListRules: listRules,
  EnableRule: enableRule,
  DisableRule: disableRule,
  DeleteRule: deleteRule,
  PutTargets: putTargets,
  ListTargetsByRule: listTargetsByRule,
  RemoveTargets: removeTargets,
  PutEvents: putEvents,
  TestEventPattern: testEventPattern,
};
