import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anAsff, anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const told = () => world.told(PEOPLE.responder).join('\n');
const denied = { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } };

test('when a press cannot be queued its person is told that it is not done, and it never is, until they press again', async () => {
  await world.arrives(aGuardDutyAsff());
  const answer = { status: 500, body: { __type: 'InternalFailure' } };
  world.sqs.faults.add({ operation: 'SendMessage', when: ({ body }) => body.includes('press'), fault: { do: 'answer', answer } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Not done');
  world.sqs.faults.clear();
  await world.minutes(25);
  expect(world.statuses()).toEqual(['NEW']);

  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('a press whose queue answers after three seconds is told as not done yet, and pressed again it is done once', async () => {
  await world.arrives(aGuardDutyAsff());
  const { ts } = world.card();
  world.sqs.faults.add({
    operation: 'SendMessage',
    when: ({ body }) => body.includes('press'),
    times: 1,
    fault: { do: 'slow', ms: 3_000 },
  });
  const answered = world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await vi.waitUntil(() => world.sqs.faults.rules.length === 0, { timeout: 30_000 });
  await world.clock.advance(2_200);
  await answered;
  expect(told()).toContain('Not done yet: this is taking longer than Slack waits');

  await world.clock.advance(1_000);
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(4);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect((await world.onRecord()).map(({ phase }) => phase)).toEqual(['started', 'done']);
  expect(world.replies()).toHaveLength(1);
});

test('a line about it that Slack does not take is tried more and more rarely, and comes once Slack does', async () => {
  await world.arrives(aGuardDutyAsff());
  world.hub.updateDelay.ms = 5 * 3600_000;
  await world.press(PEOPLE.responder, 'acknowledge');
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'answer', answer: { status: 503, body: 'no' } } });
  await world.minutes(60);
  expect(world.sqs.queues().find(({ name }) => name === 'shub-actions-dead')?.visible).toBeLessThanOrEqual(2);

  world.slack.faults.clear();
  await world.minutes(10);
  expect(world.replies().filter(({ text }) => text.includes('Security Hub still says NEW'))).toHaveLength(1);
});

test('a change that Security Hub took and has not made five minutes later is told in the thread, once', async () => {
  await world.arrives(aGuardDutyAsff());
  world.hub.updateDelay.ms = 12 * 60_000;
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(9);
  const said = world.replies().map(({ text }) => text);
  expect(said).toHaveLength(2);
  expect(said[1]).toContain('Acknowledging did not work: five minutes later Security Hub still says NEW');
  expect(world.counted('UnconfirmedPresses')).toBe(1);
});

test('a change that Security Hub made is read back without a word', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(8);
  expect(world.replies()).toHaveLength(1);
  expect(world.counted('UnconfirmedPresses')).toBe(0);
});

test('when only the end of it cannot be written down, its person is told that it is done', async () => {
  await world.arrives(aGuardDutyAsff());
  const ending = ({ body }: { body: Buffer }) => body.includes('"phase":{"S":"done"}');
  world.dynamodb.faults.add({ operation: 'PutItem', when: ending, fault: { do: 'answer', answer: denied } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Security Hub has made the change');
  await world.minutes(20);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(told()).toContain('audit trail says only that it was begun');
  expect(told()).not.toContain('Not done');
});

test('what Security Hub refused is told though the first try at telling it fails', async () => {
  await world.arrives(anOldControlAsff(), anAsff({ Id: 'other' }));
  const [first] = [...world.hub.findings.values()];
  const before = world.cards().length;
  world.hub.refuse({ Id: String(first?.Id), ProductArn: String(first?.ProductArn) }, 'InvalidInput');
  for (const operation of ['chat.postEphemeral', 'conversations.open']) {
    world.slack.faults.add({ operation, times: 1, fault: { do: 'refuse' } });
  }
  const [card] = world.cards();
  await world.slack.as(PEOPLE.responder).act({ channel: card?.channel ?? '', ts: card?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.minutes(8);
  expect(told()).toMatch(/refused the change as invalid/);
  expect(world.cards()).toHaveLength(before);
});
