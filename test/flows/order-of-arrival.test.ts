import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { anEvent } from '../support/security-hub-event.ts';
import { unheard } from '../support/unheard.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const VERSIONS = [1, 2, 3, 4, 5, 6];

/** Sixty of the 720 orders in which six versions can arrive, always the same sixty; twelve cards at once are no storm. */
const ORDERS = fc.sample(fc.shuffledSubarray(VERSIONS, { minLength: VERSIONS.length }), { seed: 5, numRuns: 60 });
const dozen = (nth: number) => ORDERS.slice(nth * 12, nth * 12 + 12);

/** The version of the finding that is the `which`-th of its dozen. */
const state = (which: number, version: number) => aGuardDutyAsff({ Id: `f-${which}`, ...said(which, version), ...updated(version) });
const said = (which: number, version: number) => ({ Title: `Finding ${which} as of version ${version}` });
const updated = (version: number) => ({ UpdatedAt: `2026-03-02T09:0${version}:00.000Z` });
const event = (which: number, version: number) => anEvent([state(which, version)], { time: `2026-03-02T09:0${version}:02Z` });

/** From now on, which version each post and each edit of a card has Slack show, by finding. */
function shownBy({ slack }: TestWorld): Map<number, number[]> {
  const shown = new Map<number, number[]>();
  slack.faults.add({
    operation: '*',
    when({ operation, body }) {
      if (operation !== 'chat.postMessage' && operation !== 'chat.update') return false;
      const text = decodeURIComponent(body.toString().replaceAll('+', ' '));
      const [drawn] = new Set(text.match(/Finding \d+ as of version \d+/g));
      const [which, version] = (drawn?.match(/\d+/g) ?? []).map(Number);
      if (which !== undefined && version !== undefined) shown.set(which, [...(shown.get(which) ?? []), version]);
      return false;
    },
    fault: { do: 'refuse' },
  });
  return shown;
}

/** What is newer than all before it. */
const risen = (order: readonly number[]) => order.filter((version, i) => version > Math.max(0, ...order.slice(0, i)));

test.each([0, 1, 2, 3, 4].map((nth) => [nth + 1, dozen(nth)] as const))(
  'of six versions of a finding that come fifty seconds apart in any order, its card shows each that is newer than it, and no other (dozen %d)',
  async (_, orders) => {
    const shown = shownBy(world);
    for (const nth of VERSIONS.keys()) {
      const next = world.clock.now() + 50_000;
      for (const [which, order] of orders.entries()) world.bus.publish(event(which, order[nth] ?? 0));
      await world.settle(50_000);
      await world.clock.advance(Math.max(0, next - world.clock.now()));
    }
    await world.minutes(2);
    expect(world.cards()).toHaveLength(12);
    expect([...shown].sort(([a], [b]) => a - b).map(([, versions]) => versions)).toEqual(orders.map(risen));
  },
);

test('of six versions of a finding that come together in any order, its card never shows an older one after a newer one', async () => {
  const shown = shownBy(world);
  const orders = dozen(0);
  for (const [which, order] of orders.entries()) for (const version of order) world.bus.publish(event(which, version));
  await world.settle();
  await world.minutes(2);
  expect(world.cards()).toHaveLength(12);
  for (const [, versions] of shown) expect([versions, versions.at(-1)]).toEqual([versions.toSorted(), 6]);
});

const AS_SENT = { Title: 'As it was sent', Workflow: { Status: 'NEW' }, ...updated(1) };
const AS_HELD = { Title: 'As Security Hub has it', Workflow: { Status: 'NOTIFIED' }, ...updated(1) };

test.each([
  ['the one that holds comes first', [AS_HELD, AS_SENT]],
  ['the one that holds comes last', [AS_SENT, AS_HELD]],
])(
  'of two states of a finding with one UpdatedAt and in one second the card shows what Security Hub says, asked once: %s',
  async (_, states) => {
    await unheard(world, () => world.hub.imports(aGuardDutyAsff(AS_HELD)));
    for (const state of states) {
      world.bus.publish(anEvent([aGuardDutyAsff(state)], { time: '2026-03-02T09:01:02Z' }));
      await world.settle();
    }
    await world.settle(50_000);
    expect(world.hub.calls.filter(({ operation }) => operation === 'GetFindings')).toHaveLength(1);
    expect(world.drawn()).toContain('As Security Hub has it');
    expect(world.drawn().split('\n')).not.toContain('Acknowledge');
  },
);
