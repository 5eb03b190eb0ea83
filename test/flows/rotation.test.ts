import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PARAMETERS } from '../../src/sandbox/world.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

/** Some minutes go by. */
vi.setConfig({ testTimeout: 60_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ secretsInParameters: true });
});
afterEach(() => world.stop());

const finding = (Id: string) => aGuardDutyAsff({ Id, Title: `Finding ${Id}` });
const help = () => world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub help');
const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage').length;
const read = () => world.ssm.calls.length;

/** The token is regenerated in Slack, which the old one does not survive. */
const regenerate = (value: string) => {
  world.slack.token.value = value;
};

test('the token is rotated while shub runs: the next card comes at once, without a restart', async () => {
  await world.arrives(finding('one'));
  regenerate('xoxb-new');
  world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
  await world.minutes(1);
  await world.arrives(finding('two'));
  expect(world.cards()).toHaveLength(2);
  expect(world.counted('TokenRefused')).toBe(0);
  expect(world.sns.inbox.filter(({ subject }) => subject?.includes('cannot speak in Slack'))).toEqual([]);
});

test('presses, looks at people and answers go on with the new token too', async () => {
  await world.arrives(finding('one'));
  regenerate('xoxb-new');
  world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
  await world.minutes(2);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});

test('the token is revoked first and its parameter follows later: by itself everything comes, each once', async () => {
  await world.arrives(finding('one'));
  regenerate('xoxb-new');
  await world.minutes(1);
  await world.arrives(finding('two'), finding('three'));
  await world.minutes(5);
  expect(world.cards()).toHaveLength(1);
  expect(world.sns.inbox.filter(({ subject }) => subject?.includes('cannot speak in Slack'))).toHaveLength(1);

  world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
  await world.minutes(3);
  expect(world.cards().map(({ text }) => text)).toEqual(['one', 'two', 'three'].map((id) => expect.stringContaining(`Finding ${id}`)));
  expect(await world.services.breaker.open()).toBeUndefined();
});

test('a parameter that has a wrong token leaves it at one try a minute, and SSM is not asked more often than every 30 s', async () => {
  await world.arrives(finding('one'));
  regenerate('xoxb-new');
  world.ssm.put(PARAMETERS.botToken, 'xoxb-mistyped');
  await world.minutes(1);
  const before = { posts: posts(), read: read() };
  await world.arrives(finding('two'));
  await world.minutes(10);
  expect(world.cards()).toHaveLength(1);
  expect(await world.services.breaker.open()).toMatchObject({ because: 'invalid_auth' });
  // One try a minute, and the first of them with both tokens.
  expect(posts() - before.posts).toBeLessThanOrEqual(12);
  expect(read() - before.read).toBeLessThanOrEqual(20);
  expect(read() - before.read).toBeGreaterThanOrEqual(5);
});

test.each(['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive'])(
  '"%s" makes shub look for another token',
  async (error) => {
    await world.arrives(finding('one'));
    world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
    await world.minutes(1);
    world.slack.token.value = 'xoxb-new';
    world.slack.faults.add({
      operation: 'chat.postMessage',
      fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } },
      when: ({ headers }) => headers.authorization !== 'Bearer xoxb-new',
    });
    await world.arrives(finding('two'));
    expect(world.cards()).toHaveLength(2);
  },
);

test('a refusal for any other reason is not repeated', async () => {
  await world.arrives(finding('one'));
  world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
  await world.minutes(1);
  const before = { posts: posts(), read: read() };
  const missing = { status: 200, body: { ok: false, error: 'missing_scope' } };
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'answer', answer: missing } });
  await world.arrives(finding('two'));
  expect(posts() - before.posts).toBe(1);
  expect(read()).toBe(before.read);
});

test('while SSM is away a refused token leaves it at one try a minute', async () => {
  await world.arrives(finding('one'));
  regenerate('xoxb-new');
  world.ssm.put(PARAMETERS.botToken, 'xoxb-new');
  world.ssm.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 500, body: 'away' } } });
  await world.minutes(1);
  await world.arrives(finding('two'));
  expect(world.cards()).toHaveLength(1);
  expect(world.counted('SecretsNotRead')).toBeGreaterThanOrEqual(1);
  world.ssm.faults.clear();
  await world.minutes(3);
  expect(world.cards()).toHaveLength(2);
});

test('the signing secret is rotated while shub runs: the next request is taken, and the old secret no more', async () => {
  world.ssm.delete(PARAMETERS.previousSecret);
  await world.minutes(6);
  // From now on for five minutes nothing is read but at a mismatch.
  await help();
  const old = world.slack.signing.secret;
  world.slack.signing.secret = 'new-signing-secret-of-32-characters';
  world.ssm.put(PARAMETERS.signingSecret, 'new-signing-secret-of-32-characters');
  await world.minutes(1);
  expect((await help()).status).toBe(200);

  world.slack.signing.secret = old;
  expect((await help()).status).toBe(401);
});

test('the previous secret opens nothing five minutes after its parameter has been deleted', async () => {
  world.ssm.put(PARAMETERS.signingSecret, 'new-signing-secret-of-32-characters');
  await world.minutes(6);
  expect((await help()).status).toBe(200);
  world.ssm.delete(PARAMETERS.previousSecret);
  await world.minutes(6);
  expect((await help()).status).toBe(401);
  world.slack.signing.secret = 'new-signing-secret-of-32-characters';
  expect((await help()).status).toBe(200);
});

test('while SSM is away the secrets that were read last still hold', async () => {
  await help();
  world.ssm.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 500, body: 'away' } } });
  await world.minutes(7);
  expect((await help()).status).toBe(200);
});

test('whoever signs with something else does not make shub ask SSM more than every 30 s', async () => {
  await world.minutes(1);
  const before = read();
  world.slack.signing.secret = 'a guess';
  for (let guess = 0; guess < 20; guess++) expect((await help()).status).toBe(401);
  expect(read() - before).toBeLessThanOrEqual(2);
});
