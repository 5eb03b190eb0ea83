import { afterEach, expect, test, vi } from 'vitest';
import { because, choosesAll, choosesTo, many, saidOfMany, sends, statusesOf, window } from '../support/bulk.ts';
import { aWorld, inMenu, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** A storm, and a thousand findings. */
vi.setConfig({ testTimeout: 90_000 });

const { responder: ANA } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

test('all on a sheet of a storm are changed, and what came of it is one line in the thread of the sheet', async () => {
  world = await aWorld();
  await world.arrives(...many(30));
  await world.minutes(3);
  const sheet = world.cards().find(({ text }) => text.includes('of the storm'));
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: sheet?.ts ?? '' }, { actionId: 'bulk:sheet' });
  await world.settle();
  const listed = Number(/^(\d+)/.exec(sheet?.text ?? '')?.[1]);
  expect(listed).toBeGreaterThan(10);
  expect(window(world, ANA)).toContain(`Acknowledge: ${listed} open findings`);
  await sends(world, ANA);
  expect(statusesOf(world)['NOTIFIED']).toBe(listed);
  const [line, ...more] = world.replies();
  expect(more).toEqual([]);
  expect(line?.thread_ts).toBe(sheet?.ts);
  expect(line?.text).toContain(`Acknowledged ${listed} of ${listed} findings`);
  await world.minutes(2);
  const redrawn = world.cards().find(({ ts }) => ts === sheet?.ts);
  expect(textsIn(redrawn?.blocks).filter((text) => text.includes(`Acknowledged by <@${ANA}>`))).toHaveLength(listed);
});

test('all like a card are those with its title from its product, open ones wherever they are', async () => {
  world = await aWorld();
  await world.arrives(...many(4, { Title: 'Port scan' }), ...many(1, { Id: 'other', Title: 'Something else' }));
  await world.minutes(1);
  const card = world.cards().find((each) => JSON.stringify(each).includes('Port scan'));
  const menu = inMenu(card?.attachments, 'like');
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: card?.ts ?? '' }, { actionId: 'finding:more', ...menu });
  await world.settle();
  expect(window(world, ANA)).toContain('Acknowledge: 4 open findings');
  expect(window(world, ANA)).toContain('All with the title “Port scan”');
  await choosesTo(world, ANA, 'assign');
  await sends(world, ANA);
  // Whose they are is shub's own word; Security Hub keeps a note and its status.
  expect(statusesOf(world)).toEqual({ NEW: 5 });
  expect(world.replies().map(({ thread_ts }) => thread_ts)).toEqual([card?.ts]);
  const mine = (await world.services.cards.standing(10)).filter(({ owner }) => owner === ANA);
  expect(mine).toHaveLength(4);
});

test('more than a thousand are cut, and the form says so', async () => {
  world = await aWorld();
  world.hub.imports(...many(1_003, { Severity: { Label: 'LOW', Normalized: 20 } }));
  await world.settle(60_000);
  await choosesAll(world, ANA);
  expect(window(world, ANA)).toContain('only the first 1,000 are taken');
  expect(window(world, ANA)).toContain('Acknowledge: 1,000 open findings');
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('A migration'));
  await world.minutes(3);
  expect(statusesOf(world)).toEqual({ RESOLVED: 1_000, NEW: 3 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Resolved 1,000 of 1,000 findings')]);
}, 300_000);
