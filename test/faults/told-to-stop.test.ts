import { expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, PEOPLE } from '../support/world.ts';
import { ON_THE_WAY_BACK, ON_THE_WAY_IN } from './kill-points.ts';
import { type MortalWorld, mortalWorlds } from './mortal-world.ts';

vi.setConfig({ testTimeout: 240_000 });

const begin = mortalWorlds();

const aFinding = (number: number) => aGuardDutyAsff({ Id: `one-${number}`, Title: `Finding ${String(number).padStart(2, '0')}` });
const titles = (count: number) => Array.from({ length: count }, (_, i) => `Finding ${String(i).padStart(2, '0')}`);
const IN_THE_MIDDLE = 'shub stops in the middle of its work, another goes on';
const events = (world: MortalWorld) => world.lines.map(({ event }) => event);

const posted = (world: MortalWorld) =>
  world
    .cards()
    .map(({ text }) => /Finding \d\d/.exec(text)?.[0])
    .sort();

test('one process after another is told to stop while a finding comes in, each at another moment: every finding has one card', async () => {
  const world = await begin();
  for (const [number, [words, point]] of ON_THE_WAY_IN.entries()) {
    await world.arm({ ...point, end: 'is told to stop' });
    await world.arrives(aFinding(number));
    await world.ends();
    expect(await world.leases(), words).toEqual([]);
    expect(events(world), words).not.toContain(IN_THE_MIDDLE);
  }
  await world.minutes(4);

  expect(posted(world)).toEqual(titles(ON_THE_WAY_IN.length));
});

/** Of the clock, from when a process took over to when it is told to stop. */
const SECONDS_INTO_A_RUN = [0.4, 2.3, 1.2, 1.7];

test('one process after another is told to stop some seconds into a run over fourteen cards: every card comes once', async () => {
  const world = await begin();
  world.hub.imports(...titles(14).map((_, number) => aFinding(number)));
  for (const seconds of SECONDS_INTO_A_RUN) {
    await world.settle(seconds * 1000);
    world.tellToStop();
    await world.ends();
    expect(await world.leases(), `after ${seconds} s`).toEqual([]);
    expect(events(world), `after ${seconds} s`).not.toContain(IN_THE_MIDDLE);
  }
  const before = posted(world).length;
  await world.minutes(4);

  expect(before).toBeLessThan(14);
  expect(posted(world)).toEqual(titles(14));
});

test('one process after another is told to stop in the middle of a press: each press is done once, shown once and on record once', async () => {
  const world = await begin();
  await world.arrives(...ON_THE_WAY_BACK.map((_, number) => aFinding(number)));
  for (const [number, [words, point]] of ON_THE_WAY_BACK.entries()) {
    await world.arm({ ...point, end: 'is told to stop' });
    const { ts } = world.cards()[number] ?? { ts: 'no card' };
    const answer = await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
    expect(answer, words).toMatchObject({ status: 200 });
    await world.ends();
    expect(await world.leases(), words).toEqual([]);
    expect(events(world), words).not.toContain(IN_THE_MIDDLE);
  }
  await world.minutes(4);

  expect(world.statuses()).toEqual(ON_THE_WAY_BACK.map(() => 'NOTIFIED'));
  expect(
    world
      .replies()
      .map(({ thread_ts }) => thread_ts)
      .sort(),
  ).toEqual(world.cards().map(({ ts }) => ts));
  for (const card of world.cards()) expect(JSON.stringify(card)).toContain(`by <@${PEOPLE.responder}>`);
  expect((await world.onRecord()).map(({ phase }) => phase).sort()).toEqual([
    ...ON_THE_WAY_BACK.map(() => 'done'),
    ...ON_THE_WAY_BACK.map(() => 'started'),
  ]);
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('what cannot be finished in ten seconds does not hold up the end, and the next process finishes it', async () => {
  const world = await begin();
  await world.arm({ when: 'after', call: 'chat.post', end: 'is told to stop and hangs' });
  await world.arrives(aFinding(0));
  await world.ends();
  await world.minutes(4);

  expect(posted(world)).toEqual(titles(1));
  expect(events(world)).toContain(IN_THE_MIDDLE);
});
