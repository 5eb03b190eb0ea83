import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

const { responder: ANA } = PEOPLE;

/** Hours go by. */
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

/** The person's account is gone; shub does not know that for a minute. */
function deactivates(who: string): void {
  const user = world.slack.state.users.get(who);
  const channel = world.slack.state.channels.get(ALERTS);
  if (!user || !channel) throw new Error('nobody to deactivate');
  user.deleted = true;
  channel.members = channel.members.filter((id) => id !== who);
}

const dead = () => world.sqs.queues().flatMap(({ name, visible }) => (name.endsWith('-dead') ? Array<string>(visible).fill(name) : []));

/** A press that is refused while its person is leaving. */
async function pressesAndLeaves(): Promise<void> {
  await world.slack.as(ANA).command(ALERTS, '/shub tickets');
  await world.settle();
  const [stored] = world.hub.findings.values();
  if (stored) stored.RecordState = 'ARCHIVED';
  deactivates(ANA);
  await world.press(ANA, 'acknowledge');
}

test('words for somebody who is gone are tried again more and more rarely, and then given up', async () => {
  await pressesAndLeaves();
  await world.minutes(60);
  expect(dead()).toEqual([]);
  expect(world.counted('WordsNotSaid')).toBe(6);
  expect(world.counted('UntoldFailures')).toBe(0);

  for (let hour = 0; hour < 20; hour++) {
    await world.clock.advance(59 * 60_000);
    await world.minutes(1);
  }
  expect(world.counted('WordsNotSaid') + world.counted('UntoldFailures')).toBe(10);
  expect(world.counted('UntoldFailures')).toBe(1);
  expect(await world.services.intents.untold(new Date(world.clock.now() + 90 * 24 * 3600_000), 5)).toEqual([]);
});

test('words that Slack does not take for an hour are said once it does, once', async () => {
  world.slack.faults.add({ operation: 'chat.postEphemeral', fault: { do: 'refuse' } });
  world.slack.faults.add({ operation: 'conversations.open', fault: { do: 'refuse' } });
  const [stored] = world.hub.findings.values();
  if (stored) stored.RecordState = 'ARCHIVED';
  await world.press(ANA, 'acknowledge');
  await world.minutes(60);
  expect(world.told(ANA)).toEqual([]);

  world.slack.faults.clear();
  await world.minutes(10);
  expect(world.told(ANA)).toEqual([expect.stringContaining('Security Hub has archived this finding')]);
});

test('however many words cannot be said, a press that was interrupted is taken up again', async () => {
  const [row] = (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith('CARD#'));
  const press = {
    who: ANA,
    action: 'acknowledge',
    card: String(row?.key),
    actionVersion: Number(row?.actionVersion),
    channel: ALERTS,
    thread: 'waiting',
  } as const;
  const at = (second: number) => new Date(world.clock.now() + second * 1_000).toISOString();
  for (let i = 0; i < 201; i++) {
    const gone = { ...press, who: PEOPLE.deactivated, channel: PEOPLE.deactivated, id: `gone-${i}`, requestedAt: at(i) };
    await world.services.intents.create({ ...gone, state: 'REFUSED', untold: 'It was not done.' });
  }
  await world.services.intents.create({ ...press, id: 'interrupted', requestedAt: at(201), state: 'REQUESTED' });
  await world.clock.advance(20 * 60_000);
  await world.minutes(5);
  expect(world.statuses()).toEqual(['NOTIFIED']);
});
