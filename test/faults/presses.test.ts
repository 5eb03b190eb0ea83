import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const told = () => world.told(PEOPLE.responder).join('\n');

test('a finding that was archived meanwhile is not pressed any more, and its person reads why', async () => {
  const [stored] = world.hub.findings.values();
  if (stored) stored.RecordState = 'ARCHIVED';
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Security Hub has archived this finding');
  expect(world.statuses()).toEqual(['NEW']);
});

test('what shub may not change stays as it is, and its person is told', async () => {
  world.hub.deny('securityhub:BatchUpdateFindings');
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(told()).toContain('Not done');
  expect(world.statuses()).toEqual(['NEW']);
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
