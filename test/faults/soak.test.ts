import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomFrom } from '../../scripts/bench/storm/random.ts';
import { invariantsOf } from '../../scripts/soak/invariants.ts';
import { STORM } from '../../scripts/soak/place.ts';
import { type Scene, setScene } from '../../scripts/soak/scene.ts';
import { leftToDo } from '../../scripts/soak/truth.ts';
import { type MovableClock, movableClock } from '../../src/sandbox/clock.ts';
import { startProduct } from '../../src/sandbox/product.ts';
import type { SlackMessage } from '../../src/sandbox/slack/contract.ts';
import { aClient } from '../sandbox/slack/scene.ts';

// A soak run passes only if it would not pass otherwise: each of its invariants is broken here once, from outside.

const PACE = 4;

let clock: MovableClock;
let scene: Scene;
beforeEach(async () => {
  clock = movableClock({ pace: PACE });
  let url: string | undefined;
  const start = async (options: Parameters<typeof startProduct>[0]) => {
    const product = await startProduct(options);
    url = product.requestUrl;
    return product;
  };
  scene = await setScene({ clock, pace: PACE, random: randomFrom(7), product: { start, url: () => url } });
  scene.findings.flood(3);
  await atRest();
  await scene.people.acknowledge();
  await atRest();
});
afterEach(() => scene.world.stop());

async function atRest(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 100));
  while (scene.world.busy() > 0 || (await leftToDo(scene.world)).length > 0);
}

const breaches = async () =>
  (await invariantsOf(scene)).flatMap(({ name, breaches }) => breaches.map((one) => `${name.slice(0, 2)} ${one}`));
const slack = () => aClient(scene.world.slack, scene.world.config.slack.botToken);
const messages = () => scene.world.slack.state.messages.get(STORM) ?? [];
function message(which: (message: SlackMessage) => boolean): SlackMessage {
  const found = messages().find(which);
  if (!found) throw new Error('There is no such message');
  return found;
}
const acknowledged = () =>
  message(({ thread_ts, attachments }) => thread_ts === undefined && JSON.stringify(attachments).includes('Acknowledged'));
const card = () =>
  message(({ thread_ts, attachments }) => thread_ts === undefined && !JSON.stringify(attachments).includes('Acknowledged'));
const nameIn = (part: unknown) => /soak-\d{5}/.exec(JSON.stringify(part))?.[0] ?? '';
const inHub = (name: string) => [...scene.world.hub.findings.values()].filter((finding) => JSON.stringify(finding).includes(name));

test('what shub does by itself breaks nothing', async () => {
  expect(scene.people.counts.answered).toBeGreaterThan(0);
  expect(await breaches()).toEqual([]);
});

test('a finding that cannot be read any more is lost', async () => {
  const { ts, attachments } = card();
  await slack().chat.delete({ channel: STORM, ts });
  expect(await breaches()).toEqual([`I1 ${nameIn(attachments)} can be read nowhere`]);
});

test('a second message about a finding is one too many, and so is a second line about a press', async () => {
  const { text, ts, attachments } = acknowledged();
  await slack().chat.postMessage({ channel: STORM, text: `${text} ${JSON.stringify(attachments)}` });
  await slack().chat.postMessage({ channel: STORM, thread_ts: ts, text: 'Ana acknowledged this' });
  expect(await breaches()).toEqual([`I2 ${nameIn(attachments)} can be read 2 times`, `I2 under ${STORM} ${ts} the same is said 2 times`]);
});

test('a card that shows what was is stale, and a card that went back to it is worse', async () => {
  const { ts, attachments } = card();
  const name = nameIn(attachments);
  await slack().chat.update({ channel: STORM, ts, text: `${name}, state 0`, blocks: [], attachments: [] });
  const found = await breaches();
  expect(found).toContain(`I3 ${name} is shown in state 0 instead of 1`);
  expect(found).toContain('I4 1 times an older state came after a newer one');
});

test('a call before Retry-After is over is too early, and many at once come too fast', async () => {
  scene.watched.limited(STORM, clock.now() + 60_000);
  await new Promise((resolve) => setTimeout(resolve, 700));
  await slack().chat.postMessage({ channel: STORM, text: 'early' });
  for (let i = 0; i < 20; i++)
    await slack()
      .chat.postMessage({ channel: STORM, text: 'fast' })
      .catch(() => undefined);
  const found = (await breaches()).join('\n');
  expect(found).toContain('calls came before Retry-After was over: chat.postMessage');
  expect(found).toContain('posts came faster than one a second over ten seconds');
});

test('what is acknowledged without a record, or on record without being acknowledged, does not hold', async () => {
  const [done, open] = [acknowledged(), card()].map(({ attachments }) => nameIn(attachments));
  for (const finding of inHub(done ?? '')) finding['Workflow'] = { Status: 'NEW' };
  for (const finding of inHub(open ?? '')) finding['Workflow'] = { Status: 'NOTIFIED' };
  const found = await breaches();
  expect(found).toContain(`I6 ${done} is on record as acknowledged and is not`);
  expect(found).toContain(`I6 ${open}: begun 0 times, done 0 times`);
});

test('a forged request that is not refused does not hold, nor does a note of somebody without a role', async () => {
  const open = nameIn(card().attachments);
  scene.people.tookForged.push(200);
  for (const finding of inHub(open)) finding['Note'] = { Text: 'Acknowledged by Nick in Slack' };
  const found = await breaches();
  expect(found).toContain('I7 a forged request was answered 200');
  expect(found).toContain(`I7 ${open} has a note of somebody without a role`);
});

test('a secret in the log does not hold', async () => {
  scene.log.log.warn('posting', { token: scene.world.config.slack.botToken });
  expect(await breaches()).toEqual(['I8 1 log lines hold a secret']);
});
