import { afterEach, expect, test } from 'vitest';
import type { Asff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { withClocksOff } from '../support/off-clocks.ts';
import { anEvent } from '../support/security-hub-event.ts';
import { ALERTS, aWorld, inMenu, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

const MINUTE = 60_000;
const AHEAD = 5 * MINUTE;
const BEHIND = -5 * MINUTE;

let world: TestWorld;
afterEach(() => world.stop());

/** Containers with these clocks, among services whose clocks are right. */
async function begin(...offsets: number[]) {
  const product = withClocksOff(...offsets);
  world = await aWorld({ product });
  return {
    async relievedBy(ms: number): Promise<void> {
      world.slack.connect(await product.relievedBy(ms));
    },
  };
}

const POST = { operation: 'chat.postMessage', times: 1 };
const waits = (seconds: number) =>
  ({ do: 'answer', answer: { status: 429, headers: { 'retry-after': `${seconds}` }, body: { ok: false, error: 'ratelimited' } } }) as const;
const calls = (operation: string) => world.slack.calls.filter((call) => call.operation === operation);
const refOf = ({ Id, ProductArn }: Asff) => ({ Id: String(Id), ProductArn: String(ProductArn) });

test.each([
  ['ahead', AHEAD],
  ['behind', BEHIND],
])('a worker whose clock is five minutes %s finds a post whose answer was lost, and sends no second one', async (_, off) => {
  await begin(off);
  world.slack.faults.add({ ...POST, fault: { do: 'lose answer' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(15);

  expect(world.cards()).toHaveLength(1);
  expect(calls('chat.postMessage')).toHaveLength(1);
});

test('what a worker whose clock is behind was told to wait, one whose clock is right waits too', async () => {
  const { relievedBy } = await begin(BEHIND);
  world.slack.faults.add({ ...POST, fault: waits(90) });
  await world.arrives(aGuardDutyAsff());
  await relievedBy(0);
  await world.minutes(4);

  const [refused, again] = calls('chat.postMessage');
  expect((again?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(89_000);
  expect(world.cards()).toHaveLength(1);
});

test('what a worker whose clock is ahead was told to wait does not keep the next one waiting for five minutes more', async () => {
  const { relievedBy } = await begin(AHEAD);
  world.slack.faults.add({ ...POST, fault: waits(90) });
  await world.arrives(aGuardDutyAsff());
  await relievedBy(0);
  await world.minutes(4);
  expect(world.cards()).toHaveLength(1);
});

test('a copy that turns up after the second was sent is taken away, whoever sent that and whoever looks', async () => {
  const { relievedBy } = await begin(BEHIND);
  world.slack.faults.add({ ...POST, fault: { do: 'late', ms: 50_000 } });
  world.hub.imports(aGuardDutyAsff());
  await world.settle(20_000);
  await relievedBy(0);
  await world.tick();
  await world.minutes(8);

  expect(calls('chat.postMessage')).toHaveLength(2);
  expect(world.cards()).toHaveLength(1);
});

test('a post that may still be on its way when a worker with another clock takes over is not sent a second time', async () => {
  const { relievedBy } = await begin(BEHIND);
  world.slack.faults.add({ ...POST, fault: { do: 'late', ms: 10_000 } });
  world.hub.imports(aGuardDutyAsff());
  await world.settle(0);
  await relievedBy(0);
  await world.tick();
  await world.minutes(8);

  expect(calls('chat.postMessage')).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
});

test('what is changed in the console right after a press through a worker whose clock is ahead shows on the card', async () => {
  await begin(AHEAD);
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(2);
  world.hub.consoleUpdates([refOf(aGuardDutyAsff())], { status: 'RESOLVED', who: 'console/dan' });
  await world.minutes(3);

  expect(world.drawn()).toContain('Resolved');
});

test('a press is the first thing that a container hears whose clock is an hour off, and is no forgery to it', async () => {
  const { relievedBy } = await begin(0);
  await world.arrives(aGuardDutyAsff());
  await relievedBy(60 * MINUTE);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('a finding that is new a minute after a container with its clock ahead was installed has its card', async () => {
  await begin(AHEAD);
  await world.arrives(aGuardDutyAsff({ CreatedAt: '2026-03-02T09:00:00.000Z' }));
  expect(world.verdicts()).toEqual(['alert: first seen']);
});

const FINDINGS = [0, 1, 2, 3, 4, 5];
const stateOf = (finding: number, minute: number, more: Asff = {}): Asff =>
  aGuardDutyAsff({
    Id: `finding-${finding}`,
    Resources: [{ Type: 'AwsEc2Instance', Id: `i-${finding}` }],
    Title: `Finding ${finding} as of minute ${minute}`,
    UpdatedAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z`,
    ...more,
  });

/** What each message has said since it came, oldest first. */
function history(): Map<string, number[]> {
  const said = new Map<string, number[]>();
  world.slack.onChange((change) => {
    if (change.kind !== 'message' && change.kind !== 'message changed') return;
    const message = world.cards().find(({ ts }) => ts === change.ts);
    const minute = Number(/as of minute (\d+)/.exec(textsIn([message?.blocks, message?.attachments]).join(' '))?.[1]);
    if (message && !Number.isNaN(minute)) said.set(message.ts, [...(said.get(message.ts) ?? []), minute]);
  });
  return said;
}

const cardOf = (finding: number) => {
  const [card, ...others] = world.cards().filter((message) => JSON.stringify(message).includes(`Finding ${finding} as of`));
  if (!card || others.length > 0) throw new Error(`${others.length + (card ? 1 : 0)} cards about finding ${finding}`);
  return card;
};

async function press(who: string, finding: number, action: string): Promise<void> {
  const { ts, attachments } = cardOf(finding);
  const chosen = inMenu(attachments, action);
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: `finding:${chosen ? 'more' : action}`, ...chosen });
  await world.settle();
}

/** Calls that Slack had said were not to be made yet, a second left out. */
function early(operation: string, seconds: number): number[] {
  const made = calls(operation);
  return made
    .filter(({ status }) => status === 429)
    .flatMap((refused) => made.filter(({ at }) => at > refused.at && at < refused.at + seconds * 1000 - 1000).map(({ at }) => at));
}

test.each([
  ['ahead and behind', AHEAD, BEHIND],
  ['behind and ahead', BEHIND, AHEAD],
  ['right and ahead', 0, AHEAD],
  ['right and behind', 0, BEHIND],
])('of two containers whose clocks are %s, whatever happens, each finding has one card that never goes back', async (_, one, other) => {
  await begin(one, other);
  const said = history();
  world.slack.faults.add({ ...POST, skip: 1, fault: { do: 'lose answer' } });
  world.slack.faults.add({ ...POST, skip: 2, fault: waits(40) });
  await world.arrives(...FINDINGS.map((finding) => stateOf(finding, 1)));
  await world.minutes(4);

  await world.arrives(stateOf(0, 4), stateOf(1, 4, { Severity: { Label: 'CRITICAL', Normalized: 90 } }));
  world.bus.publish(anEvent([stateOf(0, 2)], { time: '2026-03-02T09:02:02Z' }));
  await press(PEOPLE.responder, 2, 'acknowledge');
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: waits(60) });
  await press(PEOPLE.other, 3, 'acknowledge');
  world.hub.consoleUpdates([refOf(stateOf(3, 1))], { status: 'RESOLVED', who: 'console/dan' });
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: 'lose answer' } });
  await world.arrives(stateOf(4, 6), stateOf(0, 7));
  await world.minutes(12);

  for (const finding of FINDINGS) expect(cardOf(finding).deleted).toBeUndefined();
  expect(world.cards()).toHaveLength(FINDINGS.length);
  expect(JSON.stringify(cardOf(0))).toContain('as of minute 7');
  expect(JSON.stringify(cardOf(1))).toContain('CRITICAL');
  expect(JSON.stringify(cardOf(2))).toContain(`*Acknowledged* by <@${PEOPLE.responder}>`);
  expect(JSON.stringify(cardOf(3))).toContain('Resolved');
  expect(JSON.stringify(cardOf(4))).toContain('as of minute 6');
  expect(said.size).toBe(FINDINGS.length);
  for (const minutes of said.values()) expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
  const presses = (await world.onRecord()).map(({ who, phase }) => `${who} ${phase}`);
  const once = [PEOPLE.responder, PEOPLE.other].flatMap((who) => [`${who} done`, `${who} started`]);
  expect(presses.sort()).toEqual(once.sort());
  expect([...early('chat.postMessage', 40), ...early('chat.update', 60)]).toEqual([]);
  expect(await world.services.cards.dirty(ALERTS, 1)).toEqual([]);
  expect(world.lines.filter(({ event }) => event.startsWith('the clock of this machine'))).toHaveLength(
    [one, other].filter(Boolean).length,
  );
});
