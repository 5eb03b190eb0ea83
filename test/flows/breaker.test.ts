import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const SENDING = ['chat.postMessage', 'chat.update', 'chat.delete', 'conversations.history'];
const sending = () => world.slack.calls.filter(({ operation }) => SENDING.includes(operation));
const finding = (Id: string, more = {}) => aGuardDutyAsff({ Id, Title: `Finding ${Id}`, ...more });

test('while the token is revoked one call a minute tries, SNS tells, and with a good token everything comes, each once', async () => {
  await world.arrives(finding('before'));
  world.slack.token.revoked = true;
  const before = sending().length;
  await world.arrives(
    finding('one'),
    finding('two'),
    finding('three'),
    finding('before', { UpdatedAt: '2026-03-02T09:40:00.000Z', Severity: { Label: 'CRITICAL', Normalized: 90 } }),
  );
  await world.minutes(10);
  expect(sending().length - before).toBeLessThanOrEqual(11);
  expect(sending().length - before).toBeGreaterThanOrEqual(8);
  expect(world.cards()).toHaveLength(1);
  expect(world.sns.inbox.filter(({ subject }) => subject?.includes('cannot speak in Slack'))).toHaveLength(1);

  world.slack.token.revoked = false;
  await world.minutes(5);
  expect(world.cards()).toHaveLength(4);
  expect(world.cards()[0]?.text).toContain('CRITICAL');
});

test('a press while the token is revoked changes Security Hub, and shows when Slack takes the token again', async () => {
  await world.arrives(finding('one'));
  const revoked = { do: 'answer', answer: { status: 200, body: { ok: false, error: 'token_revoked' } } } as const;
  for (const operation of ['chat.update', 'chat.postMessage']) world.slack.faults.add({ operation, fault: revoked });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  world.slack.faults.clear();
  await world.minutes(8);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(world.replies()).toHaveLength(1);
});

test.each(['missing_scope', 'account_inactive', 'ekm_access_denied'])(
  '"%s" on a post stops everything but one try a minute',
  async (error) => {
    world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'answer', answer: { status: 200, body: { ok: false, error } } } });
    await world.arrives(finding('one'), finding('two'));
    await world.minutes(5);
    expect(sending().length).toBeLessThanOrEqual(6);
    world.slack.faults.clear();
    await world.minutes(3);
    expect(world.cards()).toHaveLength(2);
  },
);
