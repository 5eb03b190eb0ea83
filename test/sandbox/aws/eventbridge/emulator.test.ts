import { readdirSync, readFileSync } from 'node:fs';
import { ListArchivesCommand, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operations } from '../../../../src/sandbox/aws/eventbridge/operations.ts';
import { type EventBridgeUnderTest, eventBridgeUnderTest, paidOrder, TARGET } from './start.ts';

let under: EventBridgeUnderTest;
beforeEach(async () => {
  under = await eventBridgeUnderTest();
});
afterEach(() => under.stop());

const tests = readdirSync(import.meta.dirname).map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));

test.each(Object.keys(operations))('%s is tried by its client', async (name) => {
  const client: Record<string, unknown> = await import('@aws-sdk/client-eventbridge');
  expect(client[`${name}Command`]).toBeTypeOf('function');
  expect(tests.some((text) => text.includes(`new ${name}Command(`))).toBe(true);
});

test('an operation that is not emulated fails by its name', async () => {
  await expect(under.client.send(new ListArchivesCommand({}))).rejects.toThrow("The sandbox's EventBridge has no ListArchives.");
});

test('a rule can be made without the wire, and every change is told', async () => {
  let changes = 0;
  const quiet = under.bridge.onChange(() => void changes++);
  under.bridge.rule({ name: 'orders', pattern: { source: ['shop'] }, targets: [{ id: 't', arn: TARGET }] });
  under.bridge.publish(paidOrder);
  expect(under.delivered).toMatchObject([{ to: TARGET }]);
  expect(changes).toBe(2);
  quiet();
  under.bridge.publish(paidOrder);
  expect(changes).toBe(2);
  expect((await under.client.send(new ListRulesCommand({}))).Rules).toMatchObject([{ Name: 'orders' }]);
});

test('the newest thousand events are kept', () => {
  for (let i = 0; i < 1001; i++) under.bridge.publish({ ...paidOrder, id: String(i) });
  expect(under.bridge.events).toHaveLength(1000);
  expect(under.bridge.events[0]?.event.id).toBe('1');
});

test('a call is refused on the wire when a fault says so', async () => {
  under.bridge.faults.add({ operation: 'ListRules', fault: { do: 'refuse' }, times: 1 });
  await expect(under.client.send(new ListRulesCommand({}))).rejects.toThrow();
  expect(await under.client.send(new ListRulesCommand({}))).toMatchObject({ Rules: [] });
  expect(under.bridge.calls).toMatchObject([{ status: 0 }, { status: 200 }]);
});
