import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const channel = (id = ALERTS) => {
  const found = world.slack.state.channels.get(id);
  if (!found) throw new Error('no channel');
  return found;
};
const bot = () => world.slack.state.bot.userId;
const finding = (Id: string, more = {}) => aGuardDutyAsff({ Id, Title: `Finding ${Id}`, ...more });
const health = async (id = ALERTS) => (await world.services.channels.get(id))?.health;
const said = (id: string) => textsIn(world.cards(id)).join('\n');
const anHour = 61;

const BREAKS = [
  ['is archived', () => (channel().archived = true), () => (channel().archived = false)],
  ['loses the bot', () => (channel().members = channel().members.filter((id) => id !== bot())), () => channel().members.push(bot())],
] as const;

test.each(BREAKS)(
  'when a channel %s, its cards go to the fallback channel with its name, and home again when it is back',
  async (_, breaks, mends) => {
    await world.arrives(finding('before'));
    breaks();
    await world.arrives(finding('meanwhile'), finding('as well'));
    await world.minutes(2);
    expect(world.cards(FALLBACK)).toHaveLength(2);
    expect(said(FALLBACK)).toContain(`meant for <#${ALERTS}>`);
    expect(await health()).toBe('broken');

    mends();
    await world.minutes(2);
    await world.arrives(finding('after'));
    await world.minutes(2);
    expect(said(ALERTS)).toContain('Finding after');
    expect(world.cards(FALLBACK)).toHaveLength(2);
    expect(await health()).toBe('ok');
  },
);

test('a card in the fallback channel is pressed like any other', async () => {
  channel().archived = true;
  await world.arrives(finding('one'));
  await world.minutes(1);
  const ts = world.cards(FALLBACK)[0]?.ts ?? '';
  channel(FALLBACK).members.push(PEOPLE.responder);
  await world.slack.as(PEOPLE.responder).act({ channel: FALLBACK, ts }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(said(FALLBACK)).toContain('*Acknowledged* by <@U0ANA>');
  expect(world.replies(FALLBACK)).toHaveLength(1);
});

const lostOnTheWay = () => world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'refuse' } });

test('a worker that dies at the first use of the fallback channel leaves no card behind', async () => {
  channel().archived = true;
  const answer = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } };
  const waking = ({ body }: { body: Buffer }) => body.includes(`CHANNEL#${FALLBACK}`);
  world.dynamodb.faults.add({ operation: 'UpdateItem', when: waking, times: 1, fault: { do: 'answer', answer } });
  await world.arrives(finding('one'));
  await world.minutes(6);
  expect(world.dynamodb.faults.rules).toEqual([]);
  expect(world.cards(FALLBACK)).toHaveLength(1);
});

test('a card whose post was lost on the way to a channel that is archived then goes to the fallback channel', async () => {
  await world.arrives(finding('before'));
  lostOnTheWay();
  world.hub.imports(finding('lost'));
  await world.settle(5_000);
  channel().archived = true;
  await world.minutes(5);
  expect(said(FALLBACK)).toContain('Finding lost');
  expect(world.cards(FALLBACK)).toHaveLength(1);
});

test('a card of which nobody can find out whether it was posted goes to the fallback channel and says so', async () => {
  await world.arrives(finding('before'));
  lostOnTheWay();
  world.hub.imports(finding('lost'));
  await world.settle(5_000);
  channel().members = channel().members.filter((id) => id !== bot());
  await world.arrives(finding('after'));
  await world.minutes(16);
  expect(said(FALLBACK)).toContain('Finding lost');
  expect(said(FALLBACK)).toContain('possible duplicate');
  expect(world.cards(FALLBACK)).toHaveLength(2);
});

test('a card that the fallback channel never took goes home when its own channel is back', async () => {
  channel().archived = true;
  channel(FALLBACK).archived = true;
  await world.arrives(finding('one'));
  await world.minutes(3);
  expect([...world.cards(ALERTS), ...world.cards(FALLBACK)]).toEqual([]);

  channel().archived = false;
  await world.minutes(4);
  expect(said(ALERTS)).toContain('Finding one');
  expect(said(ALERTS)).not.toContain('meant for');
  channel(FALLBACK).archived = false;
  await world.minutes(3);
  expect([...world.cards(ALERTS), ...world.cards(FALLBACK)]).toHaveLength(1);
});

test('a storm whose channel breaks goes on in the fallback channel, and shows everything once', async () => {
  world.hub.imports(...Array.from({ length: 60 }, (_, i) => finding(`storm-${i}`)));
  await world.settle(4_000);
  channel().archived = true;
  await world.minutes(3);
  const shown = [...(said(ALERTS) + said(FALLBACK)).matchAll(/Finding (storm-\d+)/g)].map(([, id]) => id);
  expect(new Set(shown).size).toBe(60);
  expect(shown).toHaveLength(60);
});

test('where the policy names no fallback channel, cards wait and come when the bot is invited', async () => {
  await world.stop();
  world = await aWorld({ policy: POLICY.replace(/fallbackChannel.*\n/, '') });
  channel().members = channel().members.filter((id) => id !== bot());
  await world.arrives(finding('one'));
  await world.minutes(4);
  expect(world.cards(ALERTS)).toEqual([]);
  expect(await health()).toBe('broken');

  channel().members.push(bot());
  await world.minutes(3);
  expect(world.cards(ALERTS)).toHaveLength(1);
  expect(await health()).toBe('ok');
});

test('where the policy names no fallback channel, a storm whose channel breaks for an hour goes on there, shows everything once, and is told of twice', async () => {
  await world.stop();
  world = await aWorld({ policy: POLICY.replace(/fallbackChannel.*\n/, '') });
  const all = [
    ...Array.from({ length: 90 }, (_, i) => finding(`storm-${i}`)),
    ...Array.from({ length: 10 }, (_, i) => finding(`critical-${i}`, { Severity: { Label: 'CRITICAL', Normalized: 90 } })),
  ];
  const shown = () =>
    world.cards(ALERTS).flatMap((card) => [
      ...new Set(
        textsIn(card)
          .join('\n')
          .match(/Finding (storm|critical)-\d+/g),
      ),
    ]);
  world.hub.imports(...all);
  await world.settle(6_000);
  channel().archived = true;
  await world.minutes(2);
  expect(shown().length).toBeGreaterThan(0);
  expect(shown().length).toBeLessThan(all.length);

  await world.clock.advance(55 * 60_000);
  await world.minutes(8);
  channel().archived = false;
  await world.minutes(5);
  expect(shown().sort()).toEqual(all.map(({ Title }) => String(Title)).sort());
  expect(world.sns.inbox.filter(({ subject }) => subject?.includes(ALERTS))).toHaveLength(2);
}, 180_000);

test('a card for which Slack knows no such channel goes to the fallback channel, and the next one home', async () => {
  const answer = { status: 200, body: { ok: false, error: 'channel_not_found' } };
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'answer', answer } });
  await world.arrives(finding('one'));
  await world.minutes(2);
  await world.arrives(finding('two'));
  await world.minutes(1);
  expect(said(FALLBACK)).toContain('Finding one');
  expect(said(ALERTS)).toContain('Finding two');
  expect([world.cards(ALERTS).length, world.cards(FALLBACK).length]).toEqual([1, 1]);
  expect(world.sns.inbox.filter(({ subject }) => subject?.includes(ALERTS)).map(({ message }) => message)).toEqual([
    expect.stringContaining('channel_not_found'),
  ]);
});

test('those who run shub hear of a broken channel once an hour, and not in Slack', async () => {
  channel().archived = true;
  await world.arrives(finding('one'));
  await world.minutes(30);
  await world.arrives(finding('two'));
  await world.minutes(5);
  const told = () => world.sns.inbox.filter(({ subject }) => subject?.includes(ALERTS));
  expect(told()).toHaveLength(1);
  expect(told()[0]?.message).toContain('archived');
  await world.minutes(anHour - 35);
  await world.arrives(finding('three'));
  await world.minutes(3);
  expect(told()).toHaveLength(2);
});

test('nothing is posted to a channel shared with another organisation, unless the policy names it', async () => {
  channel().shared = true;
  await world.arrives(finding('one'));
  await world.minutes(2);
  expect(world.cards(ALERTS)).toEqual([]);
  expect(world.cards(FALLBACK)).toHaveLength(1);

  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nsharedChannels: [${ALERTS}]\n` });
  channel().shared = true;
  await world.arrives(finding('one'));
  expect(world.cards(ALERTS)).toHaveLength(1);
});

test('a card is not sent to a fallback channel that is shared with another organisation', async () => {
  channel().archived = true;
  channel(FALLBACK).shared = true;
  await world.arrives(finding('one'));
  await world.minutes(3);
  expect(world.cards(FALLBACK)).toEqual([]);

  channel(FALLBACK).shared = false;
  await world.minutes(3);
  expect(world.cards(FALLBACK)).toHaveLength(1);
});

test('a page about a card in the fallback channel leads there, and so does its event', async () => {
  channel().archived = true;
  await world.arrives(finding('one'));
  await world.minutes(2);
  const pages = world.sns.inbox.filter(({ topicArn }) => topicArn.endsWith('shub-alerts')).map(({ message }) => JSON.parse(message));
  const link = expect.stringContaining(`/archives/${FALLBACK}/`);
  expect(pages).toEqual([expect.objectContaining({ slack: { channel: FALLBACK, url: link } })]);
  const alerted = world.bus.events.filter(({ event }) => event['detail-type'] === 'Finding Alerted').map(({ event }) => event.detail);
  expect(alerted).toEqual([expect.objectContaining({ link, card: expect.objectContaining({ channel: FALLBACK }) })]);
});
