import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const updates = () => world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings');
const told = () => world.told(PEOPLE.responder).join('\n');

test('a finding that was archived meanwhile is not pressed any more, and its person reads why', async () => {
  const [stored] = world.hub.findings.values();
  if (stored) stored.RecordState = 'ARCHIVED';
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Security Hub has archived this finding');
  expect(world.statuses()).toEqual(['NEW']);
});

test.each([
  ['BatchUpdateFindings', ['acknowledge started', 'acknowledge done AccessDeniedException']],
  ['GetFindings', []],
] as const)('what shub may not change for lack of %s is told once and for good, with what it lacks', async (action, record) => {
  world.hub.deny(`securityhub:${action}`);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain(`it lacks \`securityhub:${action}\``);

  await world.minutes(20);
  expect(world.told(PEOPLE.responder)).toHaveLength(1);
  expect(told()).not.toContain('tries again');
  expect(world.statuses()).toEqual(['NEW']);
  expect(updates()).toHaveLength(action === 'BatchUpdateFindings' ? 1 : 0);
  expect(world.sqs.peek('shub-actions-dead')).toEqual([]);
  expect((await world.onRecord()).map(({ action: what, phase, result }) => [what, phase, result].filter(Boolean).join(' '))).toEqual(
    record,
  );

  world.hub.allow(`securityhub:${action}`);
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('a press whose worker died is done once its turn is over, though its message came again while the turn was held', async () => {
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ({ body }) => body.includes('"phase":{"S":"started"}'),
    times: 1,
    fault: {
      do: 'answer',
      answer: { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } },
    },
  });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.dynamodb.faults.rules.filter(({ operation }) => operation === 'PutItem')).toEqual([]);
  const rows = await world.dynamodb.scan(world.config.tables.table);
  const [intent] = rows.flatMap(({ pk, id }) => (String(pk).startsWith('INTENT#') ? [String(id)] : []));
  await world.services.queues.request({ kind: 'press', intent: intent ?? '' }, 'actions');
  await world.settle(90_000);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect((await world.onRecord()).map(({ phase }) => phase).sort()).toEqual(['done', 'started']);
  expect(world.replies()).toHaveLength(1);
});
