import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventBus } from '../../src/aws/bus.ts';
import { cardAfterArrival } from '../../src/domain/card-changes.ts';
import { findingEvent } from '../../src/domain/events-out.ts';
import { eventStep } from '../../src/domain/outgoing.ts';
import type { EventBridgeEmulator } from '../../src/sandbox/aws/contract.ts';
import { startEventBridge } from '../../src/sandbox/aws/eventbridge/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { aFinding } from '../fixtures/a-finding.ts';

let bridge: EventBridgeEmulator;
let client: EventBridgeClient;
beforeEach(async () => {
  const place = { account: '111122223333', region: 'eu-west-1', clock: movableClock({ start: 0, runs: false }) };
  bridge = await startEventBridge({ ...place, deliver: () => false });
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test' };
  client = new EventBridgeClient({ region: place.region, endpoint: bridge.url, credentials });
  await client.send(new CreateEventBusCommand({ Name: 'shub' }));
});
afterEach(async () => {
  client.destroy();
  await bridge.stop();
});

function anEvent(id: string, reason = 'because') {
  const finding = aFinding();
  const arrived = {
    key: 'k',
    channel: 'C0ALERTS',
    problem: finding.problem,
    because: 'first seen',
    again: true,
    raisedBy: 'r',
    now: new Date(0),
  };
  const card = cardAfterArrival(undefined, { ...arrived, findings: [finding] });
  return findingEvent(eventStep(id, 'Finding Acknowledged', { by: 'U0ANA', from: 'slack', reason }, new Date(0)), card, [finding]);
}
const many = (count: number, reason?: string) => Array.from({ length: count }, (_, i) => anEvent(String(i), reason));
const calls = () => bridge.calls.filter(({ operation }) => operation === 'PutEvents').map(({ status }) => status);

test('ten events go in one call, and what is more in another', async () => {
  expect(await eventBus(client, 'shub').put(many(23))).toEqual(Array(23).fill({ is: 'sent' }));
  expect(calls()).toEqual([200, 200, 200]);
  expect(bridge.events.map(({ event }) => event.detail['id'])).toEqual(Array.from({ length: 23 }, (_, i) => String(i)));
});

test('no call is larger than EventBridge takes', async () => {
  expect(await eventBus(client, 'shub').put(many(6, 'x'.repeat(90_000)))).toEqual(Array(6).fill({ is: 'sent' }));
  expect(calls()).toEqual([200, 200, 200]);
});

test('what failed within a 200 is told apart from its neighbours, and what passes from what lasts', async () => {
  const is = (id: string) => (entry: Record<string, unknown>) => String(entry['Detail']).includes(`"id":"${id}"`);
  bridge.failEntries({ code: 'ThrottlingException', when: is('1') });
  bridge.failEntries({ code: 'NotAuthorizedForSourceException', when: is('2') });
  expect(await eventBus(client, 'shub').put(many(4))).toMatchObject([
    { is: 'sent' },
    { is: 'failed', lasting: false },
    { is: 'failed', lasting: true, because: expect.stringContaining('NotAuthorizedForSourceException') },
    { is: 'sent' },
  ]);
});

test('a bus that is not there is a failure that lasts; one that is away passes; and no bus is none', async () => {
  expect(await eventBus(client, 'misspelt').put(many(1))).toMatchObject([{ is: 'failed', lasting: true }]);
  bridge.faults.add({ operation: 'PutEvents', fault: { do: 'refuse' } });
  expect(await eventBus(client, 'shub').put(many(2))).toMatchObject(Array(2).fill({ is: 'failed', lasting: false }));
  expect(await eventBus(client, undefined).put(many(1))).toEqual([{ is: 'nowhere' }]);
});
