import { afterEach, beforeEach, expect, test } from 'vitest';
import { actOnCard } from '../../src/flows/act-on-card.ts';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const edits = () => world.slack.calls.filter(({ operation }) => operation === 'chat.update').length;
const shownOnce = () => {
  expect(world.drawn().match(/\*Acknowledged\* by <@U0ANA>/g)).toHaveLength(1);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.replies()).toHaveLength(1);
};

test('a press edits its card once', async () => {
  await world.press(PEOPLE.responder, 'acknowledge');
  shownOnce();
  expect(edits()).toBe(1);
});

test('a press is shown before it is wholly on record, and never before Security Hub has taken it', async () => {
  const order: string[] = [];
  const seen = (name: string) => () => {
    order.push(name);
    return false;
  };
  const fault = { do: 'refuse' } as const;
  world.hub.faults.add({ operation: 'BatchUpdateFindings', fault, when: seen('Security Hub') });
  world.slack.faults.add({ operation: 'chat.update', fault, when: seen('card') });
  const ending = ({ body }: { body: Buffer }) => body.toString().includes('.done') && seen('end of the record')();
  world.dynamodb.faults.add({ operation: 'PutItem', fault, when: ending });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(order[0]).toBe('Security Hub');
  expect(order.filter((name) => name === 'card')).toHaveLength(1);
  shownOnce();
});

test.each(['lose answer', 'hang', 'refuse'] as const)(
  'when Slack does not answer the edit of a press (%s), its card shows it all the same',
  async (what) => {
    world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: what } });
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.minutes(3);
    shownOnce();
  },
);

test('when the edit of a press arrives on top of what somebody has done since, the card shows the latter in the end', async () => {
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: 'late', ms: 40_000 } });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.press(PEOPLE.other, 'undo');
  expect(world.statuses()).toEqual(['NEW']);
  await world.settle(40_000);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');

  await world.minutes(3);
  expect(world.drawn()).not.toContain('*Acknowledged*');
});

test('when Slack takes no more edits just now, the card shows the press as soon as it does', async () => {
  const answer = { status: 429, headers: { 'retry-after': '30' }, body: '' };
  world.slack.faults.add({ operation: 'chat.update', times: 1, fault: { do: 'answer', answer } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.drawn()).not.toContain('*Acknowledged*');
  await world.minutes(2);
  shownOnce();
});

const keys = async (): Promise<string[]> =>
  (await world.dynamodb.scan(world.config.tables.table)).flatMap(({ pk }) => /^CARD#(.*)/.exec(String(pk))?.[1] ?? []);

test('while Slack has the channel wait, a press is written down and its card is edited afterwards', async () => {
  await world.services.channels.hold(world.card().channel, new Date(world.clock.now() + 30_000));
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(edits()).toBe(0);
  await world.minutes(2);
  shownOnce();
});

test('while somebody else edits the card, a press leaves its message alone, and is shown after that', async () => {
  const claimedUntil = world.clock.now() + 10_000;
  const [key = ''] = await keys();
  await world.services.cards.change(key, (card) => card && { ...card, editor: 'another worker', claimedUntil });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.slack.calls.find(({ operation }) => operation === 'chat.update')?.at).toBeGreaterThanOrEqual(claimedUntil);
  shownOnce();
});

test('a finding that joins the card while its press is under way is acknowledged with it', async () => {
  const { services } = world;
  const before = await keys();
  await world.arrives(aControlAsff());
  const [key = ''] = (await keys()).filter((each) => !before.includes(each));
  const seen = await services.cards.get(key);
  await world.arrives(aControlAsff({ Id: 'another-standard' }));
  const now = await services.cards.get(key);
  expect([seen?.actionVersion, now?.subject]).toMatchObject([now?.actionVersion, { members: [{}, {}] }]);
  const { intent } = await services.intents.create({
    id: 'ana-acknowledges',
    who: PEOPLE.responder,
    action: 'acknowledge',
    card: key,
    actionVersion: now?.actionVersion ?? -1,
    channel: ALERTS,
    requestedAt: new Date(world.clock.now()).toISOString(),
    state: 'REQUESTED',
    thread: 'waiting',
  });
  let looks = 0;
  const get: typeof services.cards.get = (of) => (looks++ === 0 ? Promise.resolve(seen) : services.cards.get(of));
  await actOnCard(intent.id, { ...services, cards: { ...services.cards, get } }, { card: key, again: () => Promise.resolve() });
  await world.settle();

  expect(world.statuses()).toEqual(['NEW', 'NOTIFIED', 'NOTIFIED']);
});
