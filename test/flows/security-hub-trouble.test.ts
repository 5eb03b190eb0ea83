import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const ref = () => {
  const [finding] = world.hub.findings.values();
  return { Id: String(finding?.Id), ProductArn: String(finding?.ProductArn) };
};

test.each([
  ['FindingNotFound', 'Security Hub no longer has it'],
  ['InvalidInput', 'Security Hub refused the change as invalid'],
  ['FindingSizeExceeded', 'size limit of 240 KB'],
  ['ConcurrentUpdateError', 'somebody else is changing it right now (try again in a minute)'],
  ['InternalFailure', 'Security Hub had an internal failure (try again in a minute)'],
])('%s inside a 200 is told to whoever pressed, and the card stays as it was', async (code, words) => {
  world.hub.refuse(ref(), code);
  await world.press(PEOPLE.responder, 'acknowledge');

  expect(world.statuses()).toEqual(['NEW']);
  expect(world.told(PEOPLE.responder)).toHaveLength(1);
  expect(world.told(PEOPLE.responder)[0]).toContain(words);
  expect(JSON.stringify(world.card().attachments)).toContain('finding:acknowledge');
  expect(world.replies()).toEqual([]);
});

test('what can pass by itself is tried again before anyone is bothered', async () => {
  world.hub.refuse(ref(), 'ConcurrentUpdateError', { times: 2 });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('after a refusal the same button works again', async () => {
  world.hub.refuse(ref(), 'InvalidInput', { times: 1 });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect((await world.onRecord()).map(({ phase, result }) => [phase, result])).toEqual([
    ['started', undefined],
    ['done', 'InvalidInput'],
    ['started', undefined],
    ['done', 'NOTIFIED'],
  ]);
});

test('while Security Hub does not answer, the person is told, and the press is carried out when it does', async () => {
  world.hub.faults.add({ operation: 'GetFindings', fault: { do: 'answer', answer: { status: 503, body: 'away' } } });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.told(PEOPLE.responder).join()).toContain('shub tries again by itself');
  expect(world.statuses()).toEqual(['NEW']);

  world.hub.faults.clear();
  await world.settle(200_000);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.replies()).toHaveLength(1);
});

test('without an audit entry there is no effect', async () => {
  const { auditTable } = world.config.tables;
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ({ body }) => body.includes(`"${auditTable}"`),
    fault: {
      do: 'answer',
      answer: { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } },
    },
  });
  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.told(PEOPLE.responder).join()).toContain('Not done yet');
});

test('an update that becomes visible minutes later does not make the card flap', async () => {
  world.hub.updateDelay.ms = 180_000;
  await world.press(PEOPLE.responder, 'acknowledge');
  const drawn = textsIn([world.card().blocks, world.card().attachments]);
  expect(drawn.join()).toContain('*Acknowledged* by');
  await world.settle(240_000);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(textsIn([world.card().blocks, world.card().attachments])).toEqual(drawn);
  expect(world.replies()).toHaveLength(1);
});
