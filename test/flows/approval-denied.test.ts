import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppresses, threads } from '../support/suppressing.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, approver: CLARA, admin: DAN } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({
    policy: `${POLICY.replace(`approver: [${CLARA}]`, `approver: [${CLARA}, S0APPROVERS]`)}\nsuppress: { approval: { severities: [CRITICAL, HIGH] } }\n`,
  });
  world.slack.state.groups.set('S0APPROVERS', { id: 'S0APPROVERS', handle: 'approvers', name: 'Approvers', users: [PEOPLE.viewer] });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'HIGH', Normalized: 70 } }));
});
afterEach(() => world.stop());

function nobodyApproves(): void {
  const approvers = world.slack.state.groups.get('S0APPROVERS');
  if (approvers) approvers.users = [];
}

/** What happens between the question and the answer. */
const MEANWHILE = {
  'nothing happens': async () => undefined,
  'Dan gets the address of Clara': async () => {
    const dan = world.slack.state.users.get(DAN);
    if (dan) dan.email = 'Clara@acme.example';
    await world.minutes(2);
  },
  'Vera is taken out of the approvers': async () => nobodyApproves(),
  'Vera is taken out of them while her approval is in the queue': async () =>
    world.sqs.faults.add({
      operation: 'SendMessage',
      when: ({ body }) => {
        if (body.includes('decide')) nobodyApproves();
        return false;
      },
      fault: { do: 'refuse' },
    }),
  'a day goes by that no clock has noticed yet': async () => world.clock.advance(24 * 3600_000 + 1_000),
  'Bruno acknowledges it': async () => void (await world.press(BRUNO, 'acknowledge')),
  'the finding gets worse': async () => {
    const [finding] = world.hub.findings.values();
    await world.arrives({ ...finding, Severity: { Label: 'CRITICAL', Normalized: 90 }, UpdatedAt: '2026-03-02T09:30:00.000Z' });
  },
} as const;

const YOURSELF = 'You have asked for this yourself';

/** Who asks, what happens then, who approves, what they read, the status it keeps, and what is on record about the approval. */
const DENIALS = [
  [CLARA, 'nothing happens', CLARA, YOURSELF, 'NEW', []],
  [CLARA, 'Dan gets the address of Clara', DAN, YOURSELF, 'NEW', []],
  [ANA, 'nothing happens', BRUNO, 'This needs the role approver or admin', 'NEW', []],
  [ANA, 'Vera is taken out of the approvers', PEOPLE.viewer, 'This needs the role approver or admin', 'NEW', []],
  [ANA, 'Vera is taken out of them while her approval is in the queue', PEOPLE.viewer, 'This needs the role approver or admin', 'NEW', []],
  [ANA, 'a day goes by that no clock has noticed yet', CLARA, 'This has been decided already, or is over', 'NEW', []],
  [ANA, 'Bruno acknowledges it', CLARA, 'The finding has changed since this was asked', 'NOTIFIED', [`${CLARA} approve approved`]],
  [ANA, 'the finding gets worse', CLARA, 'The finding has changed since this was asked', 'NEW', [`${CLARA} approve approved`]],
] as const;

test.each(DENIALS)(
  '%s asks and %s: the approval of %s is denied in words and suppresses nothing',
  async (asks, meanwhile, who, words, status, record) => {
    await suppresses(world, asks, 'Honeypot');
    const ts = world.replies().find(({ attachments }) => JSON.stringify(attachments).includes('suppression:approve'))?.ts ?? '';
    await MEANWHILE[meanwhile]();
    await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'suppression:approve' });
    await world.settle();

    expect(world.told(who).at(-1)).toContain(words);
    expect(world.statuses()).toEqual([status]);
    const entries = await world.onRecord();
    expect(entries.filter(({ action }) => action === 'approve').map(({ who: by, action, result }) => `${by} ${action} ${result}`)).toEqual(
      record,
    );
    expect(entries.filter(({ action }) => action === 'suppress')).toEqual([]);
    expect(world.lines.filter(({ event, facts }) => /refused/.test(event) && facts.who === who)).toHaveLength(1);
  },
);

test('whoever refuses is on record once, though they press twice at once', async () => {
  await suppresses(world, ANA, 'Honeypot');
  const ts = world.replies().find(({ attachments }) => JSON.stringify(attachments).includes('suppression:refuse'))?.ts ?? '';
  const press = () => world.slack.as(CLARA).act({ channel: ALERTS, ts }, { actionId: 'suppression:refuse' });
  await Promise.all([press(), press()]);
  await world.settle();
  expect(world.statuses()).toEqual(['NEW']);
  expect((await world.onRecord()).map(({ who, action, result }) => `${who} ${action} ${result}`)).toEqual([`${CLARA} approve refused`]);
  expect(threads(world).join()).toContain('Refused: not suppressed');
});
