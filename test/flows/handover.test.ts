import { afterEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { violations } from '../slack/limits.ts';
import { many, refOf } from '../support/bulk.ts';
import { suppressForm } from '../support/suppressing.ts';
import { aMediumAsff, answered, asks, presses } from '../support/tickets.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

const cardAbout = (title: string) => world.cards().find((card) => JSON.stringify(card).includes(`${title} of many`))?.ts ?? '';
async function pressOn(title: string, who: string, action: string): Promise<void> {
  await world.slack.as(who).act({ channel: ALERTS, ts: cardAbout(title) }, { actionId: `finding:${action}` });
  await world.settle();
}
const handovers = () => world.cards().filter(({ text }) => text.startsWith('Handover'));
/** A part of the handover by its title, with its rows. */
const part = (title: string): string => textsIn(handovers().at(-1)?.blocks).find((text) => text.includes(title)) ?? '';

test('what is mine is listed the oldest first, cards and tickets, each once, and each opens', async () => {
  world = await aWorld();
  await world.arrives(...many(3), aMediumAsff());
  await world.minutes(1);
  await pressOn('Finding 2', ANA, 'acknowledge');
  await pressOn('Finding 0', ANA, 'acknowledge');
  await asks(world, ANA, '/shub tickets');
  await presses(world, ANA, 'ticket:take');

  await asks(world, ANA, '/shub mine');
  const said = answered(world, ANA);
  expect(said).toMatch(/Yours, the oldest first\* · 3/);
  expect(said).not.toContain('Finding 1');
  expect(said).toContain('taken by you');
  await presses(world, ANA, 'findings:show');
  expect(answered(world, ANA)).toContain('Details');

  await asks(world, BRUNO, '/shub mine');
  expect(answered(world, BRUNO)).toContain('Nothing is yours');
});

test('the next shift is told what is nobody’s, late, ageing, ending, due and silent, in one message', async () => {
  world = await aWorld({ policy: `${POLICY}\nsla: { acknowledge: { HIGH: 2h }, resolve: { HIGH: 3d } }\n` });
  await world.arrives(...many(9), aMediumAsff());
  await world.minutes(1);
  await pressOn('Finding 5', ANA, 'acknowledge');
  await pressOn('Finding 6', ANA, 'suppress');
  await world.slack.as(ANA).submit(suppressForm('Honeypot', '2026-03-06'));
  await world.settle();
  await pressOn('Finding 7', BRUNO, 'snooze');
  await world.slack.as(BRUNO).submit({ for: { preset: { type: 'radio_buttons', selected_option: { value: '4 hours' } } } });
  await world.settle();
  await pressOn('Finding 0', ANA, 'acknowledge');
  await world.clock.advance(5 * 3600_000 - 60 * 60_000 - 30 * 60_000);

  await asks(world, VERA, '/shub handover');
  await world.minutes(1);
  expect(handovers()).toHaveLength(1);
  expect(part('nobody’s')).toContain('(4)');
  expect(part('nobody’s')).not.toContain('Finding 0');
  expect(part('nobody’s')).toContain('Finding 1');
  expect(part('Late, or due')).toContain('Finding 8');
  expect(part('Late, or due')).toContain('late since');
  expect(part('Snoozed')).toContain('Finding 7');
  expect(part('Suppressed, ending')).toContain('Finding 6');
  expect(violations({ text: handovers()[0]?.text, blocks: handovers()[0]?.blocks ?? [] })).toEqual([]);

  await world.clock.advance(26 * 3600_000);
  await asks(world, VERA, '/shub handover');
  await world.minutes(1);
  expect(handovers()).toHaveLength(2);
  expect(part('Acknowledged, still open')).toContain('Finding 5');
  expect(part('Acknowledged, still open')).toContain(`<@${ANA}>`);
  expect(part('silent')).toContain('guardduty');
});

test('a handover tells nothing of other channels, and says where there is nothing', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.slack.as(PEOPLE.admin).command(FALLBACK, '/shub handover');
  await world.settle();
  const [said] = world.cards(FALLBACK).filter(({ text }) => text.startsWith('Handover'));
  expect(said?.text).toBe('Handover: 0 open problems in this channel');
  expect(JSON.stringify(said)).not.toContain('DNS');
  expect(JSON.stringify(said)).toContain('every open CRITICAL has an owner');
});

test('a handover whose post was never answered is posted once', async () => {
  world = await aWorld();
  await world.arrives(...many(2));
  expect(refOf(0).Id).toBe('many-0');
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
  await asks(world, VERA, '/shub handover');
  await world.minutes(5);
  expect(handovers()).toHaveLength(1);
});
