import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppressForm } from '../support/suppressing.ts';
import { answer, answered, asks, presses } from '../support/tickets.ts';
import { assignForm, type Form, fills, noteForm, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, inMenu, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const shows = () => asks(world, ANA, `/shub show ${String(aGuardDutyAsff().Id)}`);

/** Presses in the answer that only Ana sees, and sends off what opens. */
async function pressesAside(action: string, form: Form | undefined): Promise<void> {
  const { ts, attachments } = answer(world, ANA);
  const chosen = inMenu(attachments, action);
  await world.slack.as(ANA).act({ channel: ALERTS, ts }, { actionId: `finding:${chosen ? 'more' : action}`, ...chosen });
  if (form) await world.slack.as(ANA).submit(form);
  await world.settle();
}

test.each([
  ['acknowledge', undefined, 'Done: acknowledged.'],
  ['resolve', noteForm('Port closed'), 'Done: resolved.'],
  ['suppress', suppressForm('A honeypot'), 'Done: suppressed.'],
  ['snooze', snoozeForm('1 hour'), 'Done: snoozed.'],
  ['assign', assignForm(BRUNO), 'Done: assigned.'],
  ['note', noteForm('Payments knows'), 'Your note is written.'],
] as const)('an answer in which Ana presses %s is drawn anew: it is done, and where its card is', async (action, form, words) => {
  await shows();
  await pressesAside(action, form);
  expect(world.told(ANA)).toHaveLength(1);
  expect(answered(world, ANA)).toContain(`→ ${words}`);
  expect(answered(world, ANA)).toContain(`card in <#${ALERTS}>`);
  expect(world.replies()).toHaveLength(1);
});

test('what is pressed next in the same answer counts too, and what comes too late shows how it stands now', async () => {
  await shows();
  await pressesAside('acknowledge', undefined);
  expect(answered(world, ANA)).toContain('*Acknowledged* by <@U0ANA>');
  await pressesAside('snooze', snoozeForm('1 hour'));
  expect(answered(world, ANA)).toContain('*Snoozed* by <@U0ANA>');
  await pressesAside('undo', undefined);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(answered(world, ANA)).toContain('→ Done: undone.');

  await shows();
  await fills(world, BRUNO, 'resolve', noteForm('Port closed'));
  await pressesAside('reopen', undefined);
  expect(world.told(ANA).join('\n')).toContain('<@U0BRUNO> has resolved this meanwhile');
  expect(world.told(ANA).join('\n')).toContain('✅ RESOLVED');
  expect(world.statuses()).toEqual(['RESOLVED']);
});

test('when the answer cannot be drawn anew any more, what became of the press comes below it', async () => {
  await shows();
  world.slack.faults.add({ operation: 'response_url', fault: { do: 'answer', answer: { status: 404, body: 'used_url' } } });
  await pressesAside('acknowledge', undefined);
  expect(world.told(ANA)).toHaveLength(2);
  expect(world.told(ANA).at(-1)).toContain('→ Done: acknowledged.');
});

test('whoever presses under the card itself sees it there, and is told nothing more', async () => {
  await world.press(ANA, 'acknowledge');
  await fills(world, ANA, 'note', noteForm('Payments knows'));
  await world.press(ANA, 'undo');
  expect(world.told(ANA)).toEqual([]);
});

test('in the queue the next card is answer enough', async () => {
  await asks(world, ANA, '/shub next');
  await presses(world, ANA, 'next:acknowledge');
  expect(world.told(ANA).join()).not.toContain('Done:');
});

test('a finding that is opened from a list says what its card says: who did what, whose it is, until when it sleeps, and where its card is', async () => {
  await fills(world, BRUNO, 'assign', assignForm(PEOPLE.approver));
  await fills(world, BRUNO, 'snooze', snoozeForm('4 hours'));
  await shows();
  expect(answered(world, ANA)).toContain('*Snoozed* by <@U0BRUNO>');
  expect(answered(world, ANA)).toContain('owner <@U0CLARA>');
  expect(answered(world, ANA)).toContain('⏳ *Snoozed* until');
  expect(answered(world, ANA)).toMatch(/Workflow: acknowledged · <https:\/\/[^|]+\|its card>/);
});
