import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PARAMETERS } from '../../src/sandbox/world.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const AWAY = { operation: 'GetParameter', fault: { do: 'answer', answer: { status: 503, body: 'away' } } } as const;
const DAY_MS = 24 * 3600_000;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ secretsInParameters: true });
});
afterEach(() => world.stop());

const help = () => world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub help');
const rows = async (kind: string) => (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith(kind));

test('while the secrets cannot be read from the start, findings are taken in, Slack is asked to come again, and then every card comes', async () => {
  expect(world.ssm.calls).toEqual([]);
  world.ssm.faults.add(AWAY);
  await world.arrives(aGuardDutyAsff());
  expect((await help()).status).toBe(503);
  await world.minutes(2);

  expect(await rows('FINDING#')).toHaveLength(1);
  expect(await rows('CARD#')).toEqual([expect.objectContaining({ state: 'NEW' })]);
  expect(world.cards()).toEqual([]);
  expect(world.slack.calls).toEqual([]);
  expect(world.counted('SlackRequestsUnsigned')).toBe(0);

  world.ssm.faults.clear();
  expect((await help()).status).toBe(200);
  await world.minutes(2);
  expect(world.cards()).toHaveLength(1);
});

test('secrets that were read are good for a day without SSM, and no longer', async () => {
  expect((await help()).status).toBe(200);
  world.ssm.faults.add(AWAY);
  await world.clock.advance(6 * 60_000);
  expect((await help()).status).toBe(200);
  await world.clock.advance(DAY_MS - 60_000);
  expect((await help()).status).toBe(200);
  await world.clock.advance(6 * 60_000);
  expect((await help()).status).toBe(503);

  world.ssm.faults.clear();
  await world.clock.advance(60_000);
  expect((await help()).status).toBe(200);
});

test('nobody gets in by a secret whose parameter does not exist', async () => {
  world.ssm.delete(PARAMETERS.signingSecret);
  world.ssm.delete(PARAMETERS.previousSecret);
  expect((await help()).status).toBe(401);
});
