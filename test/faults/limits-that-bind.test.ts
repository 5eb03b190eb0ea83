import { afterEach, expect, test, vi } from 'vitest';
import type { Services } from '../../src/flows/services.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, POLICY, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 300_000 });

const CHANNELS = Array.from({ length: 6 }, (_, i) => ({ id: `C0TEAM${i}`, name: `team-${i}`, account: `44445555666${i}` }));
const ROUTES = `
routes:
${CHANNELS.map(({ id, name, account }) => `  - { name: ${name}, when: { account: '${account}' }, channel: ${id} }`).join('\n')}
`;

let world: TestWorld;
afterEach(() => world.stop());

const unlimited = (services: Services): Services => ({
  ...services,
  budgets: { ...services.budgets, take: () => Promise.resolve(undefined) },
});

const WORSE = { Label: 'CRITICAL', Normalized: 90 };
const LESS = { Label: 'HIGH', Normalized: 70 };

async function begin(through?: typeof unlimited): Promise<void> {
  world = await aWorld({ policy: POLICY + ROUTES, ...(through && { through }) });
  for (const { id, name } of CHANNELS) {
    const members = [world.slack.state.bot.userId];
    world.slack.state.channels.set(id, { id, name, topic: '', kind: 'public', members, archived: false, shared: false });
  }
}

/** So many findings for each of so many channels. */
const inEach = (channels: number, count: number, name: string, more: object = {}) =>
  CHANNELS.slice(0, channels).flatMap(({ account }) =>
    Array.from({ length: count }, (_, i) =>
      aGuardDutyAsff({ AwsAccountId: account, Id: `${account}-${name}-${i}`, Title: `${name} ${i}`, ...more }),
    ),
  );

const calls = (method: string) => world.slack.calls.filter(({ operation }) => operation === method);
const refused = () => world.slack.calls.filter(({ status }) => status === 429).map(({ operation }) => operation);

const WINDOW_MS = 10_000;

/** The most calls of a method that were made in one of the clock's ten seconds. */
function busiest(method: string): number {
  const counts = new Map<number, number>();
  for (const { at } of calls(method)) {
    const window = Math.floor(at / WINDOW_MS);
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** Sixty posts whose answers are lost, and thirty of their cards changed twice, 50 seconds apart. */
async function muchHappens(): Promise<void> {
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, times: 60 });
  world.hub.imports(...inEach(6, 10, 'card'));
  await world.minutes(2);
  for (const [i, Severity] of [WORSE, LESS].entries()) {
    world.hub.imports(...inEach(3, 10, 'card', { UpdatedAt: `2026-03-02T10:0${i}:00.000Z`, Severity }));
    await world.settle(50_000);
  }
}

/** Of what Slack takes in a minute, the part for each of the seven windows that a minute touches. */
const PART = { 'chat.postMessage': 240 / 7, 'chat.update': 50 / 7, 'conversations.history': 50 / 7 };

test('with more to post, edit and look up than Slack takes, no call is refused, though as much goes out as may', async () => {
  await begin();
  await muchHappens();
  await world.minutes(1);
  expect(refused()).toEqual([]);
  for (const [method, most] of Object.entries(PART)) {
    expect(busiest(method), method).toBeLessThanOrEqual(most);
    expect(busiest(method), method).toBeGreaterThan(most * 0.6);
  }
});

test('did shub not count its calls, Slack would refuse some of the same edits and looks, and more posts go out at once', async () => {
  await begin(unlimited);
  await muchHappens();
  expect([...new Set(refused())].sort()).toEqual(['chat.update', 'conversations.history']);
  expect(busiest('chat.postMessage')).toBeGreaterThan(PART['chat.postMessage']);
});
