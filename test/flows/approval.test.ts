import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppresses, threads } from '../support/suppressing.ts';
import { days } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, approver: CLARA, admin: DAN } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}\nsuppress: { approval: { severities: [CRITICAL, HIGH] } }\n` });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
});
afterEach(() => world.stop());

/** Answers the newest question in the thread. */
async function decides(who: string, actionId: string): Promise<void> {
  const ts = world.replies().find(({ attachments }) => JSON.stringify(attachments).includes('suppression:approve'))?.ts ?? '';
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId });
  await world.settle();
}

test('a suppression that needs a second person changes nothing until somebody else approves it', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('<@U0ANA> asks to suppress this');
  expect(world.told(ANA).join()).toContain('Suppressing this needs a second person');
  expect(threads(world).join()).toContain('Because accepted risk: Honeypot');

  await decides(CLARA, 'suppression:approve');
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  expect(world.drawn()).toContain('approved by <@U0CLARA>');
  expect(world.drawn()).not.toContain('asks to suppress');
  expect(threads(world).join()).toContain('Approved: suppressed');
  expect(threads(world).join()).not.toContain('suppression:approve');
  const [finding] = world.hub.findings.values();
  expect(JSON.stringify(finding?.Note)).toContain('by ana (U0ANA) in Slack, approved by U0CLARA');
  const [excepted] = await world.services.cards.exceptions(5);
  const card = await world.services.cards.get(excepted?.card ?? '');
  expect(card?.exception).toMatchObject({ by: ANA, approvedBy: CLARA });
  const member = card?.subject.kind === 'problem' ? card.subject.members[0] : undefined;
  const chain = await world.services.audit.chain(member?.key ?? '');
  expect(chain.map(({ who, action, result }) => `${who} ${action} ${result}`)[1]).toBe('U0CLARA approve approved');
});

test('a refusal leaves the finding as it is, and the requester is told by whom', async () => {
  await suppresses(world, ANA, 'Honeypot');
  await decides(CLARA, 'suppression:refuse');
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.told(ANA).at(-1)).toContain('<@U0CLARA> has refused your suppression');
  expect(threads(world).join()).toContain('Refused: not suppressed');
  expect(JSON.stringify(world.card().attachments)).toContain('finding:suppress');
});

test.each([
  ['is refused', () => decides(CLARA, 'suppression:refuse')],
  ['is answered by nobody for a day', () => days(world, 1.1).then(() => world.minutes(2))],
])('a question that %s is over though whoever asked is gone and cannot be told', async (_, ends) => {
  await suppresses(world, ANA, 'Honeypot');
  const channel = world.slack.state.channels.get(ALERTS);
  if (channel) channel.members = channel.members.filter((id) => id !== ANA);
  world.slack.faults.add({
    operation: 'conversations.open',
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error: 'user_disabled' } } },
  });
  await ends();
  expect(threads(world).join()).not.toContain('suppression:approve');
  expect(world.drawn()).not.toContain('asks to suppress');
  expect(world.counted('WordsNotSaid')).toBeGreaterThan(0);
});

test('whoever asks for it cannot approve it, nor can a second account with the same address', async () => {
  await suppresses(world, CLARA, 'Honeypot');
  await decides(CLARA, 'suppression:approve');
  expect(world.told(CLARA).at(-1)).toContain('You have asked for this yourself');

  const dan = world.slack.state.users.get(DAN);
  if (dan) dan.email = 'Clara@acme.example';
  await world.minutes(2);
  await decides(DAN, 'suppression:approve');
  expect(world.told(DAN).at(-1)).toContain('You have asked for this yourself');
  expect(world.statuses()).toEqual(['NEW']);
});

test('a responder is no approver, and hears what is needed', async () => {
  await suppresses(world, ANA, 'Honeypot');
  await decides(BRUNO, 'suppression:approve');
  expect(world.told(BRUNO).at(-1)).toContain('This needs the role approver or admin');
  expect(world.statuses()).toEqual(['NEW']);
});

test('an approval is for what was shown: after another press on the card it does nothing, and both are told', async () => {
  await suppresses(world, ANA, 'Honeypot');
  await world.press(BRUNO, 'acknowledge');
  await decides(CLARA, 'suppression:approve');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(CLARA).at(-1)).toContain('The finding has changed since this was asked');
  expect(world.told(ANA).at(-1)).toContain('<@U0BRUNO> has acknowledged this meanwhile');
});

test('a question that nobody answers is dropped after a day, and the requester can ask again', async () => {
  await suppresses(world, ANA, 'Honeypot');
  await days(world, 1.1);
  await world.minutes(2);
  expect(world.told(ANA).at(-1)).toContain('Nobody has decided on your suppression within 24 hours');
  expect(world.drawn()).not.toContain('asks to suppress');
  expect(threads(world).join()).not.toContain('suppression:approve');

  await suppresses(world, ANA, 'Honeypot');
  await decides(CLARA, 'suppression:approve');
  expect(world.statuses()).toEqual(['SUPPRESSED']);
});

test('the policy asks for nobody else where it does not name the severity', async () => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nsuppress: { approval: { severities: [CRITICAL] } }\n` });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
  await suppresses(world, ANA, 'Honeypot');
  expect(world.statuses()).toEqual(['SUPPRESSED']);
});

test('what has become worse since it was asked for is not suppressed, whoever approves, and both are told', async () => {
  await suppresses(world, ANA, 'Honeypot');
  const [finding] = world.hub.findings.values();
  await world.arrives({ ...finding, Severity: { Label: 'CRITICAL', Normalized: 90 }, UpdatedAt: '2026-03-02T09:30:00.000Z' });
  await decides(CLARA, 'suppression:approve');
  expect(world.statuses()).toEqual(['NEW']);
  expect(threads(world).join()).toContain('Approved, but not done: the finding has changed meanwhile');
  expect(world.told(ANA).at(-1)).toContain('Its severity has risen from HIGH to CRITICAL since you looked, so it was not suppressed');
  expect(world.told(CLARA).at(-1)).toContain('The finding has changed since this was asked, so nothing was suppressed');
});
