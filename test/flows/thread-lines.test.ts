import { afterEach, expect, test, vi } from 'vitest';
import type { SlackMessage } from '../../src/sandbox/slack/contract.ts';
import { aControlAsff } from '../fixtures/asff.ts';
import { because, cardOf, messagesOfMany, sends, undoes, worldWithMany } from '../support/bulk.ts';
import { suppressForm } from '../support/suppressing.ts';
import { presses } from '../support/tickets.ts';
import { assignForm, fills, noteForm, snoozeForm } from '../support/triage.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

const words = ({ text, blocks, attachments }: SlackMessage): string => textsIn([{ text }, blocks, attachments]).join('\n');
/** All that is said under the one card, oldest first. */
const lines = (): string[] => world.replies().map(words);

async function aCard(severity: Record<string, unknown> = { Label: 'HIGH', Normalized: 70 }): Promise<void> {
  world = await aWorld({
    policy: `${POLICY}\nonCall: [{ who: ${BRUNO} }]\nseverities: { MEDIUM: alert, LOW: alert }\n`,
  });
  await world.arrives(aControlAsff({ Severity: severity }));
}

const calls = { ...noteForm('Come and see'), whom: { people: { type: 'multi_users_select', selected_users: [] } } };
const ticketOf = async (who: string, ...moves: string[]) => {
  await world.press(who, 'ticket');
  for (const move of moves) await presses(world, who, `ticket:${move}`);
};

const acknowledged = () => world.press(BRUNO, 'acknowledge');
/** Too long for it to be undone. */
const acknowledgedForLong = async () => {
  await acknowledged();
  await world.minutes(11);
};

/** What Bruno does first, what Ana does then, and what the thread says of hers. */
const PRESSES: [string, (() => Promise<unknown>) | undefined, () => Promise<unknown>, RegExp][] = [
  ['acknowledge', undefined, () => world.press(ANA, 'acknowledge'), /Acknowledged\* by <@U0ANA>/],
  ['resolve', undefined, () => fills(world, ANA, 'resolve', noteForm('Port closed')), /Resolved\* by <@U0ANA>.*Port closed/],
  ['suppress', undefined, () => fills(world, ANA, 'suppress', suppressForm('A honeypot')), /Suppressed\* by <@U0ANA>.*A honeypot/],
  ['reopen', acknowledgedForLong, () => world.press(ANA, 'reopen'), /Re-opened\* by <@U0ANA>/],
  ['assign', undefined, () => fills(world, ANA, 'assign', assignForm(BRUNO)), /Assigned\* to <@U0BRUNO> by <@U0ANA>/],
  ['note', undefined, () => fills(world, ANA, 'note', noteForm('Payments knows')), /by <@U0ANA>.*Payments knows/],
  ['snooze', undefined, () => fills(world, ANA, 'snooze', snoozeForm('4 hours')), /Snoozed\* until .* by <@U0ANA>/],
  ['escalate', undefined, () => fills(world, ANA, 'escalate', calls), /<@U0BRUNO> · <@U0ANA> asks for help\n“Come and see”/],
  ['undo', acknowledged, () => world.press(ANA, 'undo'), /<@U0ANA> \*undid\*: it is not acknowledged any more/],
  ['ticket', undefined, () => ticketOf(ANA), /Ticket opened by ana/],
  ['take, of a ticket', () => ticketOf(ANA), () => presses(world, ANA, 'ticket:take'), /Ticket taken by ana/],
  ['done, of a ticket', () => ticketOf(ANA), () => presses(world, ANA, 'ticket:done'), /Ticket done by ana/],
  ['reopen, of a ticket', () => ticketOf(ANA, 'done'), () => presses(world, ANA, 'ticket:reopen'), /Ticket re-opened by ana/],
  ['give back, of a ticket', () => ticketOf(ANA, 'take'), () => presses(world, ANA, 'ticket:give-back'), /Ticket given back by ana/],
];

test.each(PRESSES)('%s leaves one line under the card, and no second one when time goes by', async (_, before, press, line) => {
  await aCard();
  await before?.();
  const already = lines().length;
  await press();
  await world.minutes(8);
  expect(lines().slice(already)).toEqual([expect.stringMatching(line)]);
});

test.each([
  ['details', () => world.press(ANA, 'details')],
  ['a ticket that is there already', () => ticketOf(BRUNO)],
  ['a form that is closed again', () => world.press(ANA, 'resolve')],
] as const)('what changes nothing, such as %s, leaves no line', async (_, press) => {
  await aCard();
  await ticketOf(ANA);
  const already = lines();
  await press();
  await world.minutes(2);
  expect(lines()).toEqual(already);
});

test('a change of many leaves one message where it was asked for and no line under any card, and taking it back leaves none either', async () => {
  world = await worldWithMany(6);
  await world.slack.as(ANA).act(
    { channel: ALERTS, ts: cardOf(world, 3) },
    {
      actionId: 'finding:more',
      value: { value: valueIn(cardOf(world, 3), 'like') },
    },
  );
  await world.settle();
  await sends(world, ANA, because('We look at these together'));
  await world.minutes(3);
  expect(messagesOfMany(world)).toHaveLength(1);
  expect(world.replies().filter((reply) => !messagesOfMany(world).includes(reply))).toEqual([]);
  await undoes(world, BRUNO);
  await world.minutes(3);
  expect(messagesOfMany(world)).toHaveLength(1);
  expect(world.replies().filter((reply) => !messagesOfMany(world).includes(reply))).toEqual([]);
});

/** How an entry of the menu of one of many cards is chosen. */
function valueIn(ts: string, name: string): string {
  const card = world.cards().find((each) => each.ts === ts);
  return new RegExp(`"(${name}\\|[^"]*)"`).exec(JSON.stringify(card?.attachments))?.[1] ?? '';
}

const LATER = { UpdatedAt: '2026-03-02T09:30:00.000Z' };
const again = (state: Record<string, unknown>) => async () => {
  const [finding] = world.hub.findings.values();
  await world.arrives({ ...finding, ...LATER, ...state });
};
const inConsole = (status: 'NEW' | 'NOTIFIED' | 'RESOLVED' | 'SUPPRESSED') => async () => {
  const [finding] = world.hub.findings.values();
  world.hub.consoleUpdates([{ Id: String(finding?.Id), ProductArn: String(finding?.ProductArn) }], { status, who: 'console/dan' });
  await world.settle();
};
const HIGH = { Label: 'HIGH', Normalized: 70 };
const MEDIUM = { Label: 'MEDIUM', Normalized: 50 };

test.each([
  ['rises from LOW to MEDIUM', { Label: 'LOW', Normalized: 1 }, undefined, again({ Severity: MEDIUM }), 'rose from LOW to MEDIUM', false],
  ['rises from MEDIUM to HIGH', MEDIUM, undefined, again({ Severity: HIGH }), 'rose from MEDIUM to HIGH', true],
  [
    'rises from HIGH to CRITICAL',
    HIGH,
    undefined,
    again({ Severity: { Label: 'CRITICAL', Normalized: 90 } }),
    'rose from HIGH to CRITICAL',
    true,
  ],
  ['is HIGH and re-opened elsewhere', HIGH, acknowledged, inConsole('NEW'), 'Re-opened outside Slack', true],
  ['is MEDIUM and re-opened elsewhere', MEDIUM, acknowledged, inConsole('NEW'), 'Re-opened outside Slack', false],
] as const)(
  'what %s says so under its card once, in the channel too when it is HIGH or worse',
  async (_, severity, before, happens, line, broadcast) => {
    await aCard(severity);
    await before?.();
    await world.minutes(11);
    const already = lines().length;
    await happens();
    await world.minutes(3);
    expect(lines().slice(already)).toEqual([expect.stringContaining(line)]);
    expect(world.replies().at(-1)?.broadcast ?? false).toBe(broadcast);
  },
);

test.each([
  ['is told once more', again({})],
  ['has another title', again({ Title: 'Seen on two instances' })],
  ['is less severe', again({ Severity: MEDIUM })],
  ['is acknowledged elsewhere', inConsole('NOTIFIED')],
  ['is resolved elsewhere', inConsole('RESOLVED')],
  ['is suppressed elsewhere', inConsole('SUPPRESSED')],
  ['is archived', again({ RecordState: 'ARCHIVED' })],
  ['passes its check', again({ Compliance: { Status: 'PASSED', SecurityControlId: 'EC2.19' } })],
] as const)('what %s changes its card and says nothing under it', async (_, happens) => {
  await aCard();
  await happens();
  await world.minutes(3);
  expect(lines()).toEqual([]);
});
