import { afterEach, expect, test, vi } from 'vitest';
import {
  because,
  cardOf,
  choosesAll,
  choosesTo,
  drawn,
  many,
  messagesOfMany,
  refOf,
  saidOfMany,
  sends,
  statusesOf,
  undoes,
  worldWithMany,
} from '../support/bulk.ts';
import { eventsOf } from '../support/outlets.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

/** Several minutes of several cards go by. */
vi.setConfig({ testTimeout: 90_000 });

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

test('a change of many is taken back within ten minutes: each stands as it was, but for what somebody has touched since', async () => {
  world = await worldWithMany(6);
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: cardOf(world, 1) }, { actionId: 'finding:acknowledge' });
  await world.settle();
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('Rebuilt all of them'));
  expect(statusesOf(world)).toEqual({ RESOLVED: 6 });
  world.hub.consoleUpdates([refOf(4)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();

  await undoes(world, BRUNO);
  expect(statusesOf(world)).toEqual({ NEW: 4, NOTIFIED: 1, SUPPRESSED: 1 });
  const [said = '', ...more] = saidOfMany(world);
  expect(more).toEqual([]);
  expect(said).toContain('Taken back: 5 of 6 findings stand as before');
  expect(said).toContain('Left alone: 1 changed since');
  expect(said).not.toContain('Undo');
  await world.minutes(3);
  expect(drawn(world, 'Resolved')).toBe(0);
  expect(eventsOf(world).filter(({ type }) => type === 'Findings Changed')).toMatchObject([
    { detail: { by: ANA, undone: false } },
    { detail: { by: BRUNO, undone: true, changed: 5, leftAlone: 1 } },
  ]);
});

test('after ten minutes nothing offers to take it back, and an old button says why it does nothing', async () => {
  world = await worldWithMany(3);
  await choosesAll(world, ANA);
  await sends(world, ANA);
  const before = messagesOfMany(world)[0];
  expect(JSON.stringify(before)).toContain('bulk:undo');
  const job = /"value":"([0-9a-f]{32})"/.exec(JSON.stringify(before))?.[1] ?? '';
  await world.minutes(12);
  expect(JSON.stringify(messagesOfMany(world))).not.toContain('bulk:undo');
  await world.services.queues.request({ kind: 'undo bulk', who: BRUNO, channel: 'C0ALERTS', job }, 'actions');
  await world.settle();
  expect(world.told(BRUNO).join()).toContain('It was done more than ten minutes ago');
  expect(statusesOf(world)).toEqual({ NOTIFIED: 3 });
});

test('a re-opening is taken back in two goes: what had been suppressed comes last, by the function that may', async () => {
  world = await worldWithMany(3);
  world.hub.consoleUpdates([refOf(0)], { status: 'SUPPRESSED', who: 'console/dan' });
  world.hub.consoleUpdates([refOf(1)], { status: 'RESOLVED', who: 'console/dan' });
  await world.settle();
  await choosesAll(world, ANA, '/shub findings status=suppressed,resolved');
  await choosesTo(world, ANA, 'reopen');
  await sends(world, ANA);
  expect(statusesOf(world)).toEqual({ NEW: 3 });
  await undoes(world, ANA);
  await world.minutes(3);
  expect(statusesOf(world)).toEqual({ NEW: 1, SUPPRESSED: 1, RESOLVED: 1 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Taken back: 2 of 2 findings stand as before')]);
});

test('what has no card is taken back as well, unless somebody has written about it since', async () => {
  world = await aWorld();
  await world.arrives(...many(3, { Severity: { Label: 'LOW', Normalized: 20 } }));
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('Rebuilt all of them'));
  world.hub.consoleUpdates([refOf(1)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();
  await undoes(world, ANA);
  expect(statusesOf(world)).toEqual({ NEW: 2, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Left alone: 1 changed since');
});
