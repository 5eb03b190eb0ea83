import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

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
  ['DuplicatedFindingIdentifier', 'it was named twice in one request'],
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

test.each([
  [0, []],
  [1, []],
  [3, []],
  [4, []],
  [6, ['Acknowledging did not work: five minutes later Security Hub still says NEW']],
] as const)(
  'an update that shows after %i minutes does not make the card flap, and is told where it takes too long',
  async (late, more) => {
    world.hub.updateDelay.ms = late * 60_000;
    await world.press(PEOPLE.responder, 'acknowledge');
    const drawn = world.drawn();
    expect(drawn).toContain('*Acknowledged* by');
    for (let minute = 0; minute < 9; minute++) {
      await world.minutes(1);
      expect(world.drawn()).toBe(drawn);
    }
    expect(world.statuses()).toEqual(['NOTIFIED']);
    const [pressed, ...others] = world.replies().map(({ text }) => text);
    expect(pressed).toContain('Acknowledged in Security Hub');
    expect(others).toHaveLength(more.length);
    for (const [i, words] of more.entries()) expect(others[i]).toContain(words);
    expect(world.told(PEOPLE.responder)).toEqual([]);
  },
);
