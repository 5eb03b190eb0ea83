import { CreateEventBusCommand, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, DEAD, type EventBridgeUnderTest, eventBridgeUnderTest, paidOrder, REGION, SECOND, TARGET } from './start.ts';

let under: EventBridgeUnderTest;
beforeEach(async () => {
  under = await eventBridgeUnderTest();
});
afterEach(() => under.stop());

const entry: PutEventsRequestEntry = {
  Source: 'shop',
  DetailType: 'Order',
  Detail: JSON.stringify({ state: 'paid' }),
  Resources: ['arn:r'],
};
const put = (...Entries: PutEventsRequestEntry[]) => under.client.send(new PutEventsCommand({ Entries }));

test('an event that matches reaches the target as AWS writes it', async () => {
  await under.rule('orders');
  const { Entries, FailedEntryCount } = await put(entry, { ...entry, Detail: '{"state":"open"}' });
  expect(FailedEntryCount).toBe(0);
  expect(under.delivered.map(({ to, body }) => ({ to, body: JSON.parse(body) }))).toEqual([
    {
      to: TARGET,
      body: {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'Order',
        source: 'shop',
        account: ACCOUNT,
        time: '2026-11-02T09:00:00Z',
        region: REGION,
        resources: ['arn:r'],
        detail: { state: 'paid' },
      },
    },
  ]);
});

test('an event carries the time it is given', async () => {
  await put({ ...entry, Time: new Date('2026-10-31T23:59:59Z') });
  expect(under.bridge.events[0]?.event.time).toBe('2026-10-31T23:59:59Z');
});

test('an event goes to the bus it names, by name or ARN', async () => {
  const { EventBusArn } = await under.client.send(new CreateEventBusCommand({ Name: 'shub' }));
  await under.rule('orders', {}, 'shub');
  await put(entry, { ...entry, EventBusName: 'shub' }, { ...entry, EventBusName: EventBusArn });
  expect(under.bridge.events.map(({ bus, matched }) => [bus, matched])).toEqual([
    ['default', []],
    ['shub', ['orders']],
    ['shub', ['orders']],
  ]);
});

test('a target with an Input gets that in place of the event', async () => {
  await under.rule('orders', { Input: '{"wake":true}' });
  under.bridge.publish(paidOrder);
  expect(under.delivered).toMatchObject([{ body: '{"wake":true}' }]);
});

test.each([
  ['without a source', { Source: '' }, 'InvalidArgument'],
  ['without a detail type', { DetailType: undefined }, 'InvalidArgument'],
  ['without a detail', { Detail: undefined }, 'InvalidArgument'],
  ['whose detail is not JSON', { Detail: '{' }, 'MalformedDetail'],
  ['whose detail is a list', { Detail: '[]' }, 'MalformedDetail'],
  ['that claims to be from AWS', { Source: 'aws.securityhub' }, 'NotAuthorizedForSourceException'],
  ['for a bus nobody made', { EventBusName: 'nowhere' }, 'InvalidArgument'],
])('an entry %s fails alone, inside a 200', async (_, wrong, ErrorCode) => {
  const result = await put(entry, { ...entry, ...wrong });
  expect(result).toMatchObject({ FailedEntryCount: 1, Entries: [{ EventId: expect.any(String) }, { ErrorCode }] });
  expect(under.bridge.events).toHaveLength(1);
});

test.each([
  ['no entries', []],
  ['eleven entries', Array(11).fill(entry)],
  ['more than 256 KB', [{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }]],
])('%s are refused as a whole', async (_, entries) => {
  await expect(put(...entries)).rejects.toMatchObject({ name: 'ValidationException' });
  expect(under.bridge.events).toEqual([]);
});

test('entries can be made to fail as if AWS had a bad day', async () => {
  under.bridge.failEntries({ code: 'ThrottlingException', times: 1, when: ({ DetailType }) => DetailType === 'Order' });
  const first = await put({ ...entry, DetailType: 'Other' }, entry, entry);
  expect(first).toMatchObject({
    FailedEntryCount: 1,
    Entries: [{}, { ErrorCode: 'ThrottlingException' }, { EventId: expect.any(String) }],
  });
  expect(await put(entry)).toMatchObject({ FailedEntryCount: 0 });
});

test('a target that does not take an event gets it again, later and later', async () => {
  await under.rule('orders');
  under.answers.target = false;
  under.bridge.publish(paidOrder);
  expect(under.bridge.pending()).toBe(1);
  await under.clock.advance(7 * SECOND);
  expect(under.attempts.map((at) => at - Date.parse('2026-11-02T09:00:00Z'))).toEqual([0, 1000, 3000, 7000]);
  under.answers.target = true;
  await under.clock.advance(8 * SECOND);
  expect(under.delivered).toEqual([{ to: TARGET, body: JSON.stringify(paidOrder), attributes: undefined }]);
  expect(under.bridge.pending()).toBe(0);
});

test.each([
  ['after all its retries', { MaximumRetryAttempts: 2 }, 3, 'MaximumRetryAttempts', '2'],
  ['at once when no retry is allowed', { MaximumRetryAttempts: 0 }, 1, 'MaximumRetryAttempts', '0'],
  ['when it has become too old', { MaximumEventAgeInSeconds: 60 }, 6, 'MaximumEventAgeInSeconds', '5'],
])('an event is a dead letter %s', async (_, RetryPolicy, tries, exhausted, retries) => {
  await under.rule('orders', { RetryPolicy, DeadLetterConfig: { Arn: DEAD } });
  under.answers.target = 'throttle';
  under.bridge.publish(paidOrder);
  await under.clock.advance(60 * SECOND);
  expect(under.attempts).toHaveLength(tries);
  expect(under.bridge.pending()).toBe(0);
  expect(under.delivered).toEqual([
    {
      to: DEAD,
      body: JSON.stringify(paidOrder),
      attributes: {
        RULE_ARN: `arn:aws:events:${REGION}:${ACCOUNT}:rule/orders`,
        TARGET_ARN: TARGET,
        ERROR_CODE: 'THROTTLING',
        ERROR_MESSAGE: 'Rate exceeded',
        RETRY_ATTEMPTS: retries,
        EXHAUSTED_RETRY_CONDITION: exhausted,
      },
    },
  ]);
});

test('by default an event is tried 185 times again, all within a day', async () => {
  await under.rule('orders', { DeadLetterConfig: { Arn: DEAD } });
  under.answers.target = false;
  under.bridge.publish(paidOrder);
  await under.clock.advance(86_400 * SECOND);
  expect(under.attempts).toHaveLength(186);
  expect(under.delivered).toMatchObject([{ to: DEAD, attributes: { RETRY_ATTEMPTS: '185' } }]);
});

test('a target that no longer exists is not tried again', async () => {
  await under.rule('orders', { DeadLetterConfig: { Arn: DEAD } });
  under.answers.target = 'gone';
  under.bridge.publish(paidOrder);
  expect(under.attempts).toHaveLength(1);
  const [dead] = under.delivered;
  expect(dead).toMatchObject({ to: DEAD, attributes: { ERROR_CODE: 'NO_RESOURCE', RETRY_ATTEMPTS: '0' } });
  expect(dead?.attributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
});

test.each([
  ['there is no dead-letter queue', {}],
  ['the dead-letter queue takes nothing', { DeadLetterConfig: { Arn: DEAD } }],
])('an event given up is lost when %s', async (_, target) => {
  await under.rule('orders', { ...target, RetryPolicy: { MaximumRetryAttempts: 0 } });
  under.answers.target = false;
  under.answers.dead = false;
  under.bridge.publish(paidOrder);
  expect(under.delivered).toEqual([]);
  expect(under.bridge.lost).toMatchObject([{ targetArn: TARGET, errorCode: 'ERROR_FROM_TARGET', body: JSON.stringify(paidOrder) }]);
});
