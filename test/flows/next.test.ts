import { afterEach, expect, test, vi } from 'vitest';
import { because, many } from '../support/bulk.ts';
import { answer, answered, asks, presses } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;

let world: TestWorld;
async function begin(count: number, policy = POLICY): Promise<void> {
  world = await aWorld({ policy });
  await world.arrives(...many(count));
  await world.minutes(1);
}
afterEach(() => world.stop());

/** All that only this person sees now: what was replaced is gone. */
const seen = (who: string): string[] =>
  (world.slack.state.messages.get(ALERTS) ?? [])
    .filter((message) => message.ephemeralFor === who && !message.deleted)
    .map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));
const shown = (who: string = ANA): string => /Finding \d+ of many/.exec(answered(world, who))?.[0] ?? answered(world, who);

test('a queue of five is worked through at one place, with no word typed after the first', async () => {
  await begin(5);
  await asks(world, ANA, '/shub next');
  expect(answered(world, ANA)).toContain('4 others after it');
  const worked: string[] = [shown()];

  await presses(world, ANA, 'next:acknowledge');
  worked.push(shown());
  await presses(world, ANA, 'next:skip');
  worked.push(shown());
  await presses(world, ANA, 'next:snooze');
  await world.slack.as(ANA).submit({});
  await world.settle();
  worked.push(shown());
  await presses(world, ANA, 'next:resolve');
  await world.slack.as(ANA).submit(because('Blocked the domain'));
  await world.settle();
  worked.push(shown());
  expect(answered(world, ANA)).toContain('the last one');
  await presses(world, ANA, 'next:acknowledge');

  expect(new Set(worked).size).toBe(5);
  expect(seen(ANA)).toEqual([expect.stringContaining('That was all for now')]);
  expect(world.statuses().sort()).toEqual(['NEW', 'NOTIFIED', 'NOTIFIED', 'NOTIFIED', 'RESOLVED']);
  // What was skipped is there again the next time.
  await asks(world, ANA, '/shub next');
  expect(shown()).toBe(worked[1]);
});

test('what calls comes first, then what is due first, then what is worst, then what is oldest', async () => {
  const policy = `${POLICY}\nsla: { acknowledge: { MEDIUM: 1h } }\nseverities: { MEDIUM: alert, LOW: alert }\n`;
  world = await aWorld({ policy });
  const one = (place: number, Label: string, Normalized: number) => ({
    ...many(1)[0],
    Id: `many-${place}`,
    Title: `Finding ${place} of many`,
    Severity: { Label, Normalized },
  });
  for (const finding of [one(1, 'LOW', 20), one(2, 'HIGH', 70), one(3, 'HIGH', 70), one(4, 'MEDIUM', 50), one(5, 'CRITICAL', 90)]) {
    await world.arrives(finding);
    await world.minutes(1);
  }
  await asks(world, ANA, '/shub next');
  const order = [shown()];
  for (let press = 0; press < 4; press++) {
    await presses(world, ANA, 'next:skip');
    order.push(shown());
  }
  expect(order.map((title) => Number(/\d/.exec(title)))).toEqual([5, 4, 2, 3, 1]);
});

test('a person sees only what is in channels that they are in, and not what somebody else has taken', async () => {
  await begin(2);
  const channel = world.slack.state.channels.get(ALERTS);
  channel?.members.splice(channel.members.indexOf(BRUNO), 1);
  await asks(world, BRUNO, '/shub next');
  expect(answered(world, BRUNO)).toContain('Nothing waits for an answer in your channels');
  await asks(world, VERA, '/shub next');
  expect(shown(VERA)).toContain('Finding');
});

test('a viewer may look and skip, and is refused the rest in words', async () => {
  await begin(2);
  await asks(world, VERA, '/shub next');
  await presses(world, VERA, 'next:acknowledge');
  expect(world.told(VERA).join()).toContain('This needs the role responder');
  expect(world.statuses()).toEqual(['NEW', 'NEW']);
});

test('when the first answer is too old to be replaced, the next card comes below it', async () => {
  await begin(2);
  await asks(world, ANA, '/shub next');
  const first = shown();
  await world.clock.advance(31 * 60_000);
  const { ts } = answer(world, ANA);
  // The press brings a new address of its own, so it is that one which must not answer.
  world.slack.faults.add({ operation: 'response_url', fault: { do: 'answer', answer: { status: 404, body: 'used_url' } } });
  await world.slack.as(ANA).act({ channel: ALERTS, ts }, { actionId: 'next:skip' });
  await world.settle();
  expect(shown()).not.toBe(first);
  expect(seen(ANA).length).toBeGreaterThanOrEqual(1);
});

test('what somebody has snoozed is counted beside the queue, also when nothing else waits, until it comes back', async () => {
  await begin(2);
  await asks(world, ANA, '/shub next');
  expect(answered(world, ANA)).not.toContain('nooze:');
  await presses(world, ANA, 'next:snooze');
  await world.slack.as(ANA).submit({});
  await world.settle();
  await asks(world, ANA, '/shub next');
  expect(answered(world, ANA)).toContain('the last one · 💤 snoozed: 1');
  await presses(world, ANA, 'next:snooze');
  await world.slack.as(ANA).submit({});
  await world.settle();
  await asks(world, ANA, '/shub next');
  expect(answered(world, ANA)).toContain('Nothing waits for an answer');
  expect(answered(world, ANA)).toContain('💤 Snoozed: 2, which wait again when their time comes.');

  const channel = world.slack.state.channels.get(ALERTS);
  channel?.members.splice(channel.members.indexOf(BRUNO), 1);
  await asks(world, BRUNO, '/shub next');
  expect(answered(world, BRUNO)).not.toContain('Snoozed');
});
