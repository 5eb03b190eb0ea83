import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const home = (who: string): string => textsIn(world.slack.state.homes.get(who)?.view['blocks']).join('\n');
const drawings = (): number => world.slack.calls.filter(({ operation }) => operation === 'views.publish').length;

async function opens(who: string): Promise<void> {
  await world.slack.as(who).openHome();
  await world.settle(0);
}

/** The second drawing that follows every opening is past, and another may come. */
async function calm(): Promise<void> {
  await world.settle(20_000);
  await world.clock.advance(11_000);
}

test('what Ana acknowledges is in her Home within two seconds, and not in that of another', async () => {
  await world.arrives(aGuardDutyAsff());
  await opens(PEOPLE.responder);
  await opens(PEOPLE.other);
  expect(home(PEOPLE.responder)).toContain('Nothing is waiting for you.');
  await calm();

  await world.slack.as(PEOPLE.responder).act({ channel: world.card().channel, ts: world.card().ts }, { actionId: 'finding:acknowledge' });
  await world.settle(2_000);

  expect(home(PEOPLE.responder)).toContain('Yours: 1');
  expect(home(PEOPLE.other)).toContain('Nothing is waiting for you.');
});

test('two changes within ten seconds are one drawing', async () => {
  await opens(PEOPLE.responder);
  await calm();
  const before = drawings();

  world.hub.imports(aGuardDutyAsff());
  await world.settle(2_000);
  const first = drawings();
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.settle(12_000);

  expect(first - before).toBe(1);
  expect(drawings() - before).toBe(2);
  expect(home(PEOPLE.responder)).toContain('Yours: 1');
});

test('a Home that was opened more than ten minutes ago is left alone', async () => {
  await opens(PEOPLE.responder);
  await world.minutes(11);
  const before = drawings();

  await world.arrives(aGuardDutyAsff());

  expect(drawings()).toBe(before);
});

test('an event that Slack sends twice is taken once', async () => {
  await opens(PEOPLE.responder);
  await calm();
  const before = drawings();
  const sent = world.slack.lastRequest();
  await world.slack.deliver(sent?.body ?? '', sent?.headers ?? {});
  await calm();

  expect(drawings()).toBe(before);
});

test.each([
  ['nobody', 'This needs the role viewer'],
  ['guest', 'Guests of this workspace cannot use shub.'],
] as const)('a %s reads in Home why it is empty, and whom to ask', async (who, words) => {
  await opens(PEOPLE[who]);

  expect(home(PEOPLE[who])).toContain(words);
  expect(home(PEOPLE[who])).toContain(`ask <@${PEOPLE.admin}>`);
});

test('Slack asks for patience: the Home is drawn when it has passed', async () => {
  world.slack.faults.add({
    operation: 'views.publish',
    times: 1,
    fault: { do: 'answer', answer: { status: 429, headers: { 'retry-after': '20' }, body: { ok: false, error: 'ratelimited' } } },
  });
  await opens(PEOPLE.responder);
  expect(world.slack.state.homes.has(PEOPLE.responder)).toBe(false);

  await world.settle(21_000);

  expect(home(PEOPLE.responder)).toContain('Nothing is waiting for you.');
});
