import {
  CreateEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  InvalidEventPatternException,
  LimitExceededException,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type EventBridgeUnderTest, eventBridgeUnderTest, ORDERS, paidOrder, REGION, TARGET } from './start.ts';

let under: EventBridgeUnderTest;
beforeEach(async () => {
  under = await eventBridgeUnderTest();
});
afterEach(() => under.stop());

const EventPattern = JSON.stringify(ORDERS);
const arn = (resource: string) => `arn:aws:events:${REGION}:${ACCOUNT}:${resource}`;

test('a rule that was put is described and listed', async () => {
  const { RuleArn } = await under.client.send(new PutRuleCommand({ Name: 'orders', EventPattern, Description: 'Paid orders' }));
  expect(RuleArn).toBe(arn('rule/orders'));
  expect(await under.client.send(new DescribeRuleCommand({ Name: 'orders' }))).toMatchObject({
    Arn: RuleArn,
    EventPattern,
    State: 'ENABLED',
    Description: 'Paid orders',
    EventBusName: 'default',
    CreatedBy: ACCOUNT,
  });
  await under.client.send(new PutRuleCommand({ Name: 'others', EventPattern, State: 'DISABLED' }));
  const page = await under.client.send(new ListRulesCommand({ Limit: 1 }));
  expect(page.Rules).toMatchObject([{ Name: 'orders' }]);
  const rest = await under.client.send(new ListRulesCommand({ NextToken: page.NextToken }));
  expect(rest.Rules).toMatchObject([{ Name: 'others', State: 'DISABLED' }]);
  expect((await under.client.send(new ListRulesCommand({ NamePrefix: 'oth' }))).Rules).toHaveLength(1);
});

test('a rule put again has the new pattern and keeps its targets', async () => {
  await under.rule('orders');
  await under.client.send(new PutRuleCommand({ Name: 'orders', EventPattern: JSON.stringify({ source: ['other'] }) }));
  under.bridge.publish(paidOrder);
  expect(under.delivered).toEqual([]);
  under.bridge.publish({ ...paidOrder, source: 'other' });
  expect(under.delivered).toMatchObject([{ to: TARGET }]);
});

test('a disabled rule sends nothing until it is enabled again', async () => {
  await under.rule('orders');
  await under.client.send(new DisableRuleCommand({ Name: 'orders' }));
  under.bridge.publish(paidOrder);
  expect(under.delivered).toEqual([]);
  await under.client.send(new EnableRuleCommand({ Name: 'orders' }));
  under.bridge.publish(paidOrder);
  expect(under.delivered).toHaveLength(1);
  expect(under.bridge.events.map(({ matched }) => matched)).toEqual([[], ['orders']]);
});

test('a rule can be deleted once it has no targets', async () => {
  await under.rule('orders');
  const deletion = new DeleteRuleCommand({ Name: 'orders' });
  await expect(under.client.send(deletion)).rejects.toThrow("Rule can't be deleted since it has targets.");
  expect(await under.client.send(new RemoveTargetsCommand({ Rule: 'orders', Ids: ['t'] }))).toMatchObject({ FailedEntryCount: 0 });
  await under.client.send(deletion);
  await expect(under.client.send(new DescribeRuleCommand({ Name: 'orders' }))).rejects.toThrow(ResourceNotFoundException);
});

test('targets are listed; removing one that is not there fails by itself', async () => {
  const DeadLetterConfig = { Arn: `${TARGET}-dead` };
  await under.rule('orders', { DeadLetterConfig });
  const { Targets } = await under.client.send(new ListTargetsByRuleCommand({ Rule: 'orders' }));
  expect(Targets).toEqual([{ Id: 't', Arn: TARGET, DeadLetterConfig }]);
  const removed = await under.client.send(new RemoveTargetsCommand({ Rule: 'orders', Ids: ['t', 'u'] }));
  expect(removed).toMatchObject({ FailedEntryCount: 1, FailedEntries: [{ TargetId: 'u', ErrorCode: 'ResourceNotFoundException' }] });
  expect((await under.client.send(new ListTargetsByRuleCommand({ Rule: 'orders' }))).Targets).toEqual([]);
});

test('a target that is not taken fails by itself inside the answer, and gets nothing', async () => {
  await under.rule('orders');
  under.bridge.failTargets({ code: 'ConcurrentModificationException', message: 'Busy', times: 1, when: ({ Id }) => Id === 'u' });
  const Targets = [
    { Id: 'u', Arn: TARGET },
    { Id: 'v', Arn: TARGET },
  ];
  const put = new PutTargetsCommand({ Rule: 'orders', Targets });

  expect(await under.client.send(put)).toMatchObject({
    FailedEntryCount: 1,
    FailedEntries: [{ TargetId: 'u', ErrorCode: 'ConcurrentModificationException', ErrorMessage: 'Busy' }],
  });
  under.bridge.publish(paidOrder);
  expect(under.delivered).toHaveLength(2);
  expect(await under.client.send(put)).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
  under.bridge.publish(paidOrder);
  expect(under.delivered).toHaveLength(5);
});

test('a sixth target is one too many', async () => {
  await under.rule('orders');
  const five = ['a', 'b', 'c', 'd', 'e'].map((Id) => ({ Id, Arn: TARGET }));
  await expect(under.client.send(new PutTargetsCommand({ Rule: 'orders', Targets: five }))).rejects.toThrow(LimitExceededException);
  expect((await under.client.send(new ListTargetsByRuleCommand({ Rule: 'orders' }))).Targets).toHaveLength(1);
});

test.each([
  ['InputPath', { InputPath: '$.detail' }],
  ['InputTransformer', { InputTransformer: { InputTemplate: '<x>' } }],
  ['SqsParameters', { SqsParameters: { MessageGroupId: 'g' } }],
  ['MaximumRetryAttempts', { RetryPolicy: { MaximumRetryAttempts: 186 } }],
  ['MaximumEventAgeInSeconds', { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }],
  ['Arn', { Arn: 'findings' }],
])('a target is refused by the name of what is not right with it: %s', async (name, target) => {
  await expect(under.rule('orders', target)).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining(name) });
});

test.each([
  ['an invalid pattern', { EventPattern: '{"source":"shop"}' }, 'InvalidEventPatternException'],
  ['a pattern over 2,048 characters', { EventPattern: JSON.stringify({ a: ['x'.repeat(2048)] }) }, 'InvalidEventPatternException'],
  ['no pattern', {}, 'ValidationException'],
  ['a schedule', { EventPattern, ScheduleExpression: 'rate(1 minute)' }, 'ValidationException'],
  ['a name with a space', { EventPattern, Name: 'my rule' }, 'ValidationException'],
  ['a bus nobody made', { EventPattern, EventBusName: 'nowhere' }, 'ResourceNotFoundException'],
])('a rule with %s is refused', async (_, input, name) => {
  await expect(under.client.send(new PutRuleCommand({ Name: 'orders', ...input }))).rejects.toMatchObject({ name });
  expect((await under.client.send(new ListRulesCommand({}))).Rules).toEqual([]);
});

test('what is asked of a rule that is not there is refused', async () => {
  const Rule = 'nowhere';
  const Name = 'nowhere';
  const Targets = [{ Id: 't', Arn: TARGET }];
  for (const ask of [
    () => under.client.send(new DescribeRuleCommand({ Name })),
    () => under.client.send(new EnableRuleCommand({ Name })),
    () => under.client.send(new DisableRuleCommand({ Name })),
    () => under.client.send(new DeleteRuleCommand({ Name })),
    () => under.client.send(new PutTargetsCommand({ Rule, Targets })),
    () => under.client.send(new ListTargetsByRuleCommand({ Rule })),
    () => under.client.send(new RemoveTargetsCommand({ Rule, Ids: ['t'] })),
  ]) {
    await expect(ask()).rejects.toThrow(ResourceNotFoundException);
  }
});

test('a bus of our own is created once, described and listed beside the default one', async () => {
  const create = new CreateEventBusCommand({ Name: 'shub', Description: 'What shub does' });
  expect(await under.client.send(create)).toMatchObject({ EventBusArn: arn('event-bus/shub') });
  await expect(under.client.send(create)).rejects.toThrow(ResourceAlreadyExistsException);
  await expect(under.client.send(new CreateEventBusCommand({ Name: 'default' }))).rejects.toMatchObject({ name: 'ValidationException' });
  expect(await under.client.send(new DescribeEventBusCommand({ Name: 'shub' }))).toMatchObject({
    Arn: arn('event-bus/shub'),
    Description: 'What shub does',
    CreationTime: new Date(under.clock.now()),
  });
  expect(await under.client.send(new DescribeEventBusCommand({}))).toMatchObject({ Name: 'default' });
  await expect(under.client.send(new DescribeEventBusCommand({ Name: 'nowhere' }))).rejects.toThrow(ResourceNotFoundException);
  const { EventBuses } = await under.client.send(new ListEventBusesCommand({}));
  expect(EventBuses?.map(({ Name }) => Name)).toEqual(['default', 'shub']);
});

test('rules belong to their bus', async () => {
  await under.client.send(new CreateEventBusCommand({ Name: 'shub' }));
  await under.rule('orders', {}, 'shub');
  expect((await under.client.send(new ListRulesCommand({}))).Rules).toEqual([]);
  const onBus = await under.client.send(new DescribeRuleCommand({ Name: 'orders', EventBusName: arn('event-bus/shub') }));
  expect(onBus).toMatchObject({ Arn: arn('rule/shub/orders') });
  under.bridge.publish(paidOrder);
  expect(under.delivered).toEqual([]);
});

test('a pattern can be tried on an event', async () => {
  const trial = (pattern: string, event: object) =>
    under.client.send(new TestEventPatternCommand({ EventPattern: pattern, Event: JSON.stringify(event) }));
  expect(await trial(EventPattern, paidOrder)).toMatchObject({ Result: true });
  expect(await trial(EventPattern, { ...paidOrder, source: 'x' })).toMatchObject({ Result: false });
  await expect(trial('{', paidOrder)).rejects.toThrow(InvalidEventPatternException);
  await expect(trial(EventPattern, { source: 'shop' })).rejects.toThrow('missing mandatory fields: id, account, time');
});
