import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 180_000 });

const ROUTES = `
routes:
  - { name: other accounts, when: { account: '444455556666' }, channel: ${FALLBACK} }
`;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: POLICY + ROUTES });
});
afterEach(() => world.stop());

const WAIT_MS = 90_000;
const MINUTE_MS = 60_000;
/** So often something comes, every two minutes. */
const TIMES = 5;

interface Refused {
  at: number;
  operation: string;
}

/** Slack answers every call about the channel with a 429, until nothing comes any more. */
function limitAlerts(): readonly Refused[] {
  const refused: Refused[] = [];
  const until = world.clock.now() + TIMES * 2 * MINUTE_MS;
  world.slack.faults.add({
    operation: '*',
    when({ operation, body }) {
      const at = world.clock.now();
      if (at >= until || !body.includes(ALERTS)) return false;
      refused.push({ at, operation });
      return true;
    },
    fault: {
      do: 'answer',
      answer: { status: 429, headers: { 'retry-after': String(WAIT_MS / 1000) }, body: { ok: false, error: 'ratelimited' } },
    },
  });
  return refused;
}

/**
 * The calls that came before they might; those on their way while the first was refused are none. A refused write is about the channel,
 * a refused reading about its method only: what cannot be read does not keep cards back.
 */
const early = (refused: readonly Refused[]): Refused[] =>
  refused.filter(({ at, operation }) =>
    refused.some(
      (before) => before.at < at && at < before.at + WAIT_MS && (before.operation.startsWith('chat.') || before.operation === operation),
    ),
  );

test('while Slack limits all of a channel for ten minutes, nothing goes there before it may, and another channel has its cards at once', async () => {
  await world.arrives(aGuardDutyAsff({ Id: 'changes' }), aGuardDutyAsff({ Id: 'pressed', Title: 'Pressed' }));
  const pressed = world.cards().find(({ text }) => text.includes('Pressed'));
  const refused = limitAlerts();

  for (let time = 0; time < TIMES; time++) {
    const now = world.clock.now();
    const worse = time % 2 === 0;
    world.hub.imports(
      aGuardDutyAsff({ Id: `new-${time}`, Title: `New ${time}` }),
      aGuardDutyAsff({
        Id: 'changes',
        UpdatedAt: new Date(now).toISOString(),
        Severity: worse ? { Label: 'CRITICAL', Normalized: 90 } : { Label: 'HIGH', Normalized: 70 },
      }),
      anAsff({ AwsAccountId: '444455556666', Id: `elsewhere-${time}`, Title: `Elsewhere ${time}` }),
    );
    if (time === 2) {
      await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: pressed?.ts ?? '' }, { actionId: 'finding:acknowledge' });
    }
    await world.settle(15_000);
    expect(world.cards(FALLBACK)).toHaveLength(time + 1);
    expect(Number(world.cards(FALLBACK).at(-1)?.ts) * 1000 - now).toBeLessThan(15_000);
    await world.minutes(2);
  }
  expect(refused.length).toBeGreaterThan(3);
  expect(early(refused)).toEqual([]);

  await world.minutes(4);
  expect(world.cards()).toHaveLength(2 + TIMES);
  expect(JSON.stringify(world.cards().find(({ ts }) => ts === pressed?.ts))).toContain('*Acknowledged* by');
  expect(world.replies().filter(({ thread_ts }) => thread_ts === pressed?.ts)).toHaveLength(1);
});
