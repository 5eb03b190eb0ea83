import { afterEach, describe, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { suppressForm } from '../support/suppressing.ts';
import { assignForm, fills, noteForm, said, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, inMenu, PEOPLE, type TestWorld } from '../support/world.ts';

const ANA = PEOPLE.responder;

/** What everybody under a card can press; each with what is filled into the form that it opens. */
const ACTIONS = {
  acknowledge: undefined,
  resolve: noteForm('Port closed'),
  snooze: snoozeForm('1 hour'),
  suppress: suppressForm('A honeypot'),
  reopen: undefined,
  undo: undefined,
  details: undefined,
  assign: assignForm(ANA),
  note: noteForm('Payments knows'),
  ticket: undefined,
  escalate: { ...noteForm('Someone from payments please'), whom: { people: { type: 'multi_users_select', selected_users: [ANA] } } },
} as const;
type Action = keyof typeof ACTIONS;

const STATES = ['new', 'acknowledged', 'snoozed', 'suppressed', 'resolved', 'archived'] as const;
type State = (typeof STATES)[number];

/** Into that state, an hour before anybody of the table presses anything. */
const INTO: Record<State, (world: TestWorld) => Promise<unknown>> = {
  new: async () => undefined,
  acknowledged: (world) => world.press(ANA, 'acknowledge'),
  snoozed: (world) => fills(world, ANA, 'snooze', snoozeForm('4 hours')),
  suppressed: (world) => fills(world, ANA, 'suppress', suppressForm('A honeypot')),
  resolved: (world) => fills(world, ANA, 'resolve', noteForm('Port closed')),
  archived: async (world) => {
    const [finding] = world.hub.findings.values();
    await world.arrives({ ...finding, RecordState: 'ARCHIVED', UpdatedAt: '2026-03-02T09:30:00.000Z' });
    await world.minutes(2);
  },
};

/**
 * What comes of it for whoever may respond: the workflow status afterwards, `said` when the status stays and it shows in the
 * thread or only to them, or `—` when the card does not offer it.
 */
const EFFECT: Record<Action, Record<State, string>> = {
  acknowledge: { new: 'NOTIFIED', acknowledged: '—', snoozed: '—', suppressed: '—', resolved: '—', archived: '—' },
  resolve: { new: 'RESOLVED', acknowledged: 'RESOLVED', snoozed: 'RESOLVED', suppressed: '—', resolved: '—', archived: '—' },
  snooze: { new: 'NOTIFIED', acknowledged: 'NOTIFIED', snoozed: 'NOTIFIED', suppressed: '—', resolved: '—', archived: '—' },
  suppress: { new: 'SUPPRESSED', acknowledged: 'SUPPRESSED', snoozed: 'SUPPRESSED', suppressed: '—', resolved: '—', archived: '—' },
  reopen: { new: '—', acknowledged: 'NEW', snoozed: 'NEW', suppressed: 'NEW', resolved: 'NEW', archived: '—' },
  // Ten minutes are over.
  undo: { new: '—', acknowledged: '—', snoozed: '—', suppressed: '—', resolved: '—', archived: '—' },
  details: { new: 'said', acknowledged: 'said', snoozed: 'said', suppressed: 'said', resolved: 'said', archived: 'said' },
  assign: { new: 'said', acknowledged: 'said', snoozed: 'said', suppressed: '—', resolved: '—', archived: '—' },
  note: { new: 'said', acknowledged: 'said', snoozed: 'said', suppressed: 'said', resolved: 'said', archived: '—' },
  ticket: { new: 'said', acknowledged: 'said', snoozed: 'said', suppressed: '—', resolved: '—', archived: '—' },
  escalate: { new: 'said', acknowledged: 'said', snoozed: 'said', suppressed: '—', resolved: '—', archived: '—' },
};

const MAY: Record<'responder' | 'approver' | 'admin', string> = {
  responder: PEOPLE.other,
  approver: PEOPLE.approver,
  admin: PEOPLE.admin,
};
const MAY_NOT: [string, string, string][] = [
  ['viewer', PEOPLE.viewer, 'This needs the role responder or approver or admin; you are viewer.'],
  ['guest', PEOPLE.guest, 'Guests of this workspace cannot use shub.'],
  ['stranger', PEOPLE.foreign, 'Only members of this workspace can use shub'],
];

let world: TestWorld;
afterEach(() => world.stop());

/** The state is older than a press can be undone. */
async function aCardThatIs(state: State): Promise<void> {
  world = await aWorld();
  await world.arrives(aControlAsff());
  await INTO[state](world);
  await world.clock.advance(11 * 60_000);
  await world.tick();
  await world.settle(60_000);
}

const offers = (action: Action): boolean => {
  const { attachments } = world.card();
  return inMenu(attachments, action) !== undefined || JSON.stringify(attachments).includes(`"finding:${action}"`);
};

const shown = (who: string): number => said(world).length + world.told(who).length + world.slack.as(who).modals().length;

async function presses(who: string, action: Action): Promise<void> {
  const form = ACTIONS[action];
  if (form) await fills(world, who, action, form);
  else await world.press(who, action);
}

describe.each(STATES)('on a card that is %s', (state) => {
  test('every button does what it says for a responder, and what does not fit is not there', async () => {
    for (const action of Object.keys(ACTIONS) as Action[]) {
      await aCardThatIs(state);
      const expected = EFFECT[action][state];
      expect(offers(action), action).toBe(expected !== '—');
      if (expected !== '—') {
        const before = { statuses: world.statuses(), shown: shown(PEOPLE.other) };
        await presses(PEOPLE.other, action);
        expect(world.statuses(), action).toEqual(expected === 'said' ? before.statuses : [expected]);
        expect(shown(PEOPLE.other), action).toBeGreaterThan(before.shown);
      }
      await world.stop();
    }
  }, 120_000);

  test('nobody who may not respond does anything, and each is told why', async () => {
    await aCardThatIs(state);
    const before = world.statuses();
    for (const action of Object.keys(ACTIONS) as Action[]) {
      if (EFFECT[action][state] === '—') continue;
      for (const [role, who, words] of MAY_NOT) {
        if (role === 'viewer' && action === 'details') continue;
        await world.press(who, action);
        expect(world.told(who).at(-1), `${role} ${action}`).toContain(words);
        expect(world.slack.as(who).modals(), `${role} ${action}`).toEqual([]);
      }
    }
    expect(world.statuses()).toEqual(before);
    expect(said(world).filter((line) => /U0VERA|U0GUS|U0FAY/.test(line))).toEqual([]);
  }, 120_000);
});

test.each(Object.entries(MAY))('whoever is %s may press what a responder may', async (_, who) => {
  await aCardThatIs('new');
  for (const action of ['note', 'assign', 'snooze', 'reopen', 'acknowledge', 'suppress'] as const) await presses(who, action);
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  await presses(who, 'undo');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(said(world)).toHaveLength(7);
});

test('a viewer looks at the details', async () => {
  await aCardThatIs('new');
  await world.press(PEOPLE.viewer, 'details');
  expect(world.slack.as(PEOPLE.viewer).modals()).toHaveLength(1);
});

test('what a responder pressed on a card that looks otherwise by now is refused, with who did what', async () => {
  await aCardThatIs('new');
  const old = { channel: ALERTS, ts: world.card().ts };
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await world.press(ANA, 'acknowledge');
  await world.slack.as(PEOPLE.other).act(old, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.told(PEOPLE.other).at(-1)).toContain('<@U0ANA> has acknowledged this meanwhile; it is NOTIFIED now.');
});
