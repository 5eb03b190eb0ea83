import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { directly, escalations, mentions } from '../support/escalating.ts';
import { eventsOf } from '../support/outlets.ts';
import { threads } from '../support/suppressing.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const { responder: ANA, other: BRUNO, admin: DAN, viewer: VERA, deactivated: OLD } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ policy: `${POLICY}onCall: [{ who: S0RESPONDERS }]\n` });
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const form = (text: string, people: string[] = []) => ({
  note: { text: { type: 'plain_text_input', value: text } },
  whom: { people: { type: 'multi_users_select', selected_users: people } },
});

async function calls(who: string, text: string, people: string[] = []) {
  await world.press(who, 'escalate');
  await world.slack.as(who).submit(form(text, people));
  await world.settle();
}

const leaves = (...people: string[]): void => {
  const channel = world.slack.state.channels.get(ALERTS);
  if (channel) channel.members = channel.members.filter((member) => !people.includes(member));
};

test('Escalate asks why, shows who is on call, and calls them: in the thread, by page, on the bus and on record', async () => {
  await world.press(ANA, 'escalate');
  expect(JSON.stringify(world.slack.as(ANA).modals().at(-1)?.view)).toContain('On call: <!subteam^S0RESPONDERS>');
  await world.slack.as(ANA).submit(form('I cannot reach the account'));
  await world.settle();

  expect(mentions(world)).toHaveLength(1);
  expect(mentions(world)[0]).toMatchObject({ broadcast: true, text: expect.stringContaining('Help wanted: HIGH') });
  expect(textsIn(mentions(world)[0]?.blocks).join()).toContain('📣 <!subteam^S0RESPONDERS> · <@U0ANA> asks for help');
  expect(textsIn(mentions(world)[0]?.blocks).join()).toContain('“I cannot reach the account”');
  expect(escalations(world)).toMatchObject([{ escalation: { by: ANA, from: 'slack', reason: 'I cannot reach the account' } }]);
  expect(eventsOf(world).filter(({ type }) => type === 'Finding Escalated')).toMatchObject([
    { detail: { by: ANA, from: 'slack', reason: 'I cannot reach the account' } },
  ]);
  const [key = ''] = [...(await world.services.audit.all()).keys()];
  expect((await world.services.audit.chain(key)).filter(({ action }) => action === 'escalate')).toMatchObject([
    { phase: 'started', action: 'escalate', who: ANA },
    { phase: 'done', result: 'S0RESPONDERS' },
  ]);
  expect(world.told(ANA).at(-1)).toContain('Called: they are mentioned under the card and paged');
  expect(world.statuses()).toEqual(['NEW']);
});

test('who was called and is not in the channel gets the card with its buttons directly, and who is there does not', async () => {
  leaves(DAN);
  await calls(ANA, 'Come and see', [DAN, BRUNO]);
  expect(directly(world, BRUNO)).toEqual([]);
  expect(directly(world, DAN)).toHaveLength(1);
  const [card] = directly(world, DAN);
  expect(JSON.stringify(card)).toContain('finding:acknowledge');
  expect(textsIn(card?.blocks).join()).toContain('<@U0ANA> asks for help');
  await world.minutes(10);
  expect(directly(world, DAN)).toHaveLength(1);

  await world.slack.as(DAN).act({ channel: card?.channel ?? '', ts: card?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(DAN, card?.channel).join()).toContain(`Done: acknowledged. The card in <#${ALERTS}> shows it.`);
});

test('of a user group on call, those who are not in the channel are told directly', async () => {
  leaves(BRUNO);
  await calls(DAN, 'Come and see');
  expect(directly(world, BRUNO)).toHaveLength(1);
  expect(directly(world, ANA)).toEqual([]);
});

test.each([
  ['is gone', 'user_disabled'],
  ['is not in reach of a token that may open no direct messages', 'missing_scope'],
])('whoever %s is said under the card to be out of reach, and cards come as ever', async (_, error) => {
  leaves(DAN);
  world.slack.faults.add({
    operation: 'conversations.open',
    fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } },
  });
  await calls(ANA, 'Come and see', [DAN]);
  expect(directly(world, DAN)).toEqual([]);
  expect(threads(world).join()).toContain('dan is not in this channel and could not be told directly');
  expect(world.counted('CallsGivenUp')).toBe(1);
  await world.arrives(aGuardDutyAsff({ Id: 'afterwards' }));
  expect(world.cards().filter(({ attachments }) => attachments.length > 0)).toHaveLength(2);
});

test('nobody who may not use shub is told of a finding directly', async () => {
  leaves(OLD, PEOPLE.guest);
  await calls(ANA, 'Come and see', [OLD, PEOPLE.guest]);
  expect(directly(world, OLD)).toEqual([]);
  expect(directly(world, PEOPLE.guest)).toEqual([]);
  expect(mentions(world)).toHaveLength(1);
});

test('a form that Slack sends twice calls once', async () => {
  await world.press(ANA, 'escalate');
  await world.slack.as(ANA).submit(form('Come and see'));
  const sent = world.slack.lastRequest();
  await world.settle();
  await world.services.queues.request(await lastEscalation(), 'actions');
  await world.slack.deliver(sent?.body ?? '', sent?.headers ?? {});
  await world.minutes(3);
  expect(mentions(world)).toHaveLength(1);
  expect(escalations(world)).toHaveLength(1);
});

/** The request that the queue may bring once more. */
async function lastEscalation() {
  const [due = ''] = await world.services.cards.due(new Date(world.clock.now() + 3600_000), 5);
  const card = await world.services.cards.get(due);
  return {
    kind: 'escalate' as const,
    who: ANA,
    channel: ALERTS,
    press: card?.calls?.at(-1) ?? '',
    card: card?.key ?? '',
    reason: 'Come and see',
    whom: [],
  };
}

test.each([
  ['a viewer', VERA, 'This needs the role responder'],
  ['somebody without a role', PEOPLE.nobody, 'This needs the role'],
])('%s may not call anybody', async (_, who, words) => {
  await world.press(who, 'escalate');
  expect(world.told(who).at(-1)).toContain(words);
  expect(mentions(world)).toEqual([]);
});

test('without a reason the form says what is missing, and nobody is called', async () => {
  await calls(ANA, 'x');
  expect(world.slack.as(ANA).modals().at(-1)?.errors).toEqual({ note: expect.stringContaining('at least 3 characters') });
  expect(mentions(world)).toEqual([]);
});

test('when the policy has nobody on call, the form asks for people, and none chosen is told so', async () => {
  await world.stop();
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.press(ANA, 'escalate');
  expect(JSON.stringify(world.slack.as(ANA).modals().at(-1)?.view)).toContain('Nobody is on call by the policy');
  await world.slack.as(ANA).submit({ ...form('Come and see'), whom: { people: { type: 'multi_users_select', selected_users: [BRUNO] } } });
  await world.settle();
  expect(textsIn(mentions(world)[0]?.blocks).join()).toContain('<@U0BRUNO>');
});

test('a finding that is closed while the form is open calls nobody, and its person hears why', async () => {
  await world.press(ANA, 'escalate');
  await world.arrives(aGuardDutyAsff({ UpdatedAt: '2026-03-02T09:30:00.000Z', RecordState: 'ARCHIVED' }));
  await world.slack.as(ANA).submit(form('Come and see'));
  await world.settle();
  expect(mentions(world)).toEqual([]);
  expect(world.told(ANA).at(-1)).toContain('This finding is closed meanwhile, so nobody was called.');
});
