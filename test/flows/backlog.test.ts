import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** Some minutes go by. */
vi.setConfig({ testTimeout: 120_000 });

const NINE = Array.from({ length: 9 }, (_, index) => aGuardDutyAsff({ Id: `waits-${index}`, Title: `Finding ${index}` }));
const LINE = '⏳ 9 waiting, oldest 5 min';
/** In whole minutes: how long it takes until everything has come to rest is not what is tried here. */
const ANY_LINE = /⏳ \d+ waiting/;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  // So that the lists have something to show.
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
});
afterEach(() => world.stop());

/** The channel is paused, and nine findings come. */
async function nineWait(minutes: number): Promise<void> {
  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub pause');
  await world.settle();
  await world.arrives(...NINE);
  await world.minutes(minutes);
}

async function asks(text: string, channel = ALERTS): Promise<string> {
  const before = world.told(PEOPLE.responder, channel).length;
  const posted = world.cards(channel).length;
  await world.slack.as(PEOPLE.responder).command(channel, text);
  await world.settle();
  const messages = world.cards(channel).slice(posted);
  return [...world.told(PEOPLE.responder, channel).slice(before), ...messages.flatMap(({ blocks }) => textsIn(blocks))].join('\n');
}

async function opensHome(): Promise<string> {
  await world.slack.as(PEOPLE.responder).openHome();
  await world.settle();
  return textsIn(world.slack.state.homes.get(PEOPLE.responder)?.view['blocks']).join('\n');
}

const COMMANDS = ['/shub findings', '/shub next', '/shub mine', '/shub health', '/shub report', '/shub handover'];

test('lists, reports, handovers, health and Homes say how many cards wait and for how long, while they do', async () => {
  await nineWait(5);
  for (const command of COMMANDS) expect(await asks(command), command).toContain(LINE);
  expect(await opensHome()).toContain(LINE);

  await world.slack.as(PEOPLE.admin).command(ALERTS, '/shub resume');
  await world.minutes(11);
  for (const command of COMMANDS) {
    const said = await asks(command);
    expect(said, command).not.toBe('');
    expect(said, command).not.toMatch(ANY_LINE);
  }
  expect(await opensHome()).not.toMatch(ANY_LINE);
});

test('a few that have just come are not worth a word', async () => {
  await nineWait(0);
  expect(await asks('/shub findings')).not.toMatch(ANY_LINE);
});

test('a list counts what waits anywhere, a handover what waits in its channel', async () => {
  await nineWait(5);
  expect(await asks('/shub mine')).toContain(LINE);
  await world.slack.as(PEOPLE.responder).command(FALLBACK, '/shub handover');
  await world.settle();
  const handover = world.cards(FALLBACK).map(({ blocks }) => textsIn(blocks).join('\n'));
  expect(handover.join()).toContain('Handover');
  expect(handover.join()).not.toMatch(ANY_LINE);
});
