import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { aControlAsff, anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { fills, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const Buttons = z.object({ elements: z.array(z.object({ action_id: z.string() })) });

/** The newest message that only this person sees, and a press on one of its buttons. */
function answer(who: string) {
  const message = world.slack.state.messages.get(ALERTS)?.findLast((m) => m.ephemeralFor === who && !m.deleted);
  if (!message) throw new Error('nothing was answered');
  return message;
}
async function pressInAnswer(who: string, actionId: string) {
  await world.slack.as(who).act({ channel: ALERTS, ts: answer(who).ts }, { actionId });
  await world.settle();
}

async function asks(who: string, text: string) {
  const answered = await world.slack.as(who).command(ALERTS, text);
  await world.settle();
  return answered;
}

test('a list pages forth in place, and only whoever asked sees it', async () => {
  await world.arrives(...Array.from({ length: 11 }, (_, i) => anAsff({ Id: `check-${i}`, Severity: { Label: 'LOW', Normalized: 1 } })));
  await asks(PEOPLE.viewer, '/shub findings severity=low');
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
  const first = textsIn(answer(PEOPLE.viewer).blocks).join();

  await pressInAnswer(PEOPLE.viewer, 'findings:next');
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
  expect(textsIn(answer(PEOPLE.viewer).blocks).join()).not.toBe(first);
  expect(world.told(PEOPLE.responder)).toEqual([]);
  expect(JSON.stringify(answer(PEOPLE.viewer).blocks)).not.toContain('findings:next');

  await pressInAnswer(PEOPLE.viewer, 'findings:previous');
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
  expect(textsIn(answer(PEOPLE.viewer).blocks).join()).toBe(first);
});

test('a finding that no event ever brought is listed, shown with its details, and opened from the list', async () => {
  world.bus.rule({ name: 'shub-findings', pattern: { source: ['nobody'] }, targets: [] });
  await world.arrives(aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
  await asks(PEOPLE.responder, '/shub findings product=guardduty');
  await pressInAnswer(PEOPLE.responder, 'findings:show');
  expect(textsIn(answer(PEOPLE.responder).blocks.concat(answer(PEOPLE.responder).attachments)).join()).toContain('i-0abc1234');

  await pressInAnswer(PEOPLE.responder, 'finding:details');
  const [modal] = world.slack.as(PEOPLE.responder).modals();
  expect(JSON.stringify(modal?.view)).toContain('ProductArn');
  expect(Buttons.safeParse(modal?.view).success).toBe(false);
});

test('the details of a card say who pressed what, and hold the raw finding', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.press(PEOPLE.viewer, 'details');
  const [modal] = world.slack.as(PEOPLE.viewer).modals();
  const text = JSON.stringify(modal?.view);
  expect(text).toContain('<@U0ANA>');
  expect(text).toContain('SchemaVersion');
});

test.each([
  ['/shub fidnings', 'Did you mean `/shub findings`'],
  ['/shub findings severity=hgih', 'high'],
  ['/shub show', 'show'],
])('%s is refused with the nearest right form', async (typed, words) => {
  expect(JSON.stringify((await asks(PEOPLE.viewer, typed)).body)).toContain(words);
});

test('an id that Security Hub does not know is said to be unknown, with what to do', async () => {
  await asks(PEOPLE.viewer, '/shub show arn:aws:none');
  expect(world.told(PEOPLE.viewer).join()).toContain('Security Hub has no finding with this id');
});

test('the buttons under a finding that was shown do what those of its card do', async () => {
  await world.arrives(aGuardDutyAsff());
  await asks(PEOPLE.responder, `/shub show ${String(aGuardDutyAsff().Id)}`);
  await pressInAnswer(PEOPLE.responder, 'finding:acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});

test('help names every command, what the buttons do and what each role may do', async () => {
  const { body } = await asks(PEOPLE.viewer, '/shub');
  for (const word of ['/shub findings', '/shub show', '/shub pause', '/shub resume', 'Acknowledge', 'responder', 'approver'])
    expect(JSON.stringify(body)).toContain(word);
});

test.each(['nobody', 'guest', 'foreign', 'bot', 'deactivated'] as const)('a %s is not even told what there is', async (who) => {
  const { body } = await asks(PEOPLE[who], '/shub help');
  expect(JSON.stringify(body)).toContain('Nothing was done');
  expect(JSON.stringify(body)).not.toContain('/shub findings');
});

test('only the findings of one control in one region are listed, however the control is written', async () => {
  await world.arrives(aControlAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }), aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
  await asks(PEOPLE.viewer, '/shub findings control=ec2.19 region=eu-west-1');
  const found = textsIn(answer(PEOPLE.viewer).blocks).join();
  expect(found).toContain('of control EC2.19, in eu-west-1');
  expect(found).toContain('1 shown');
  await asks(PEOPLE.viewer, '/shub findings control=EC2.19 region=us-east-1');
  expect(textsIn(answer(PEOPLE.viewer).blocks).join()).toContain('in us-east-1*: none');
});

test('a list of what is new says how many are missing from it because they are snoozed, and one of all says until when each is', async () => {
  await world.arrives(aGuardDutyAsff());
  const shown = () => textsIn(answer(PEOPLE.viewer).blocks).join('\n');
  await asks(PEOPLE.viewer, '/shub findings status=new');
  expect(shown()).not.toContain('Snoozed');

  await fills(world, PEOPLE.responder, 'snooze', snoozeForm('4 hours'));
  await asks(PEOPLE.viewer, '/shub findings status=new');
  expect(shown()).toContain(': none');
  expect(shown()).toContain('💤 Snoozed: 1, which are new again when their time comes');
  await asks(PEOPLE.viewer, '/shub findings status=new product=macie');
  expect(shown()).not.toContain('Snoozed');
  await asks(PEOPLE.viewer, '/shub findings');
  expect(shown()).toContain('snoozed until <!date');
  expect(shown()).not.toContain('Snoozed:');
});
