import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const home = (who: string): string => textsIn(world.slack.state.homes.get(who)?.view['blocks']).join('\n');

async function opens(who: string): Promise<void> {
  await world.slack.as(who).openHome();
  await world.settle(0);
}

const DENIED = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
const down = { operation: 'views.publish', fault: { do: 'answer', answer: { status: 503, body: 'unavailable' } } } as const;

test.each([0, 1, 2, 3, 4, 5])(
  'a worker that dies at its write %i about Homes leaves the Home drawn within a few minutes',
  async (skip) => {
    const when = ({ body }: { body: Buffer }) => /HOME#|HOMES/.test(body.toString());
    world.dynamodb.faults.add({
      operation: 'UpdateItem',
      when,
      skip,
      times: 1,
      fault: { do: 'answer', answer: { status: 400, body: DENIED } },
    });
    await opens(PEOPLE.responder);
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.minutes(5);

    expect(world.dynamodb.faults.rules).toEqual([]);
    expect(home(PEOPLE.responder)).toContain('Yours: 1');
  },
  120_000,
);

test('while Slack is down nothing is drawn, presses are carried out all the same, and Home shows them once it is well again', async () => {
  await opens(PEOPLE.responder);
  world.slack.faults.add({ ...down, operation: '*' });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(2);
  expect(home(PEOPLE.responder)).toContain('Nothing is waiting for you.');
  expect(world.statuses()).toEqual(['NOTIFIED']);

  world.slack.faults.clear();
  await world.minutes(3);
  expect(home(PEOPLE.responder)).toContain('Yours: 1');
}, 120_000);

test('a Home that Slack took without answering is drawn once more, and no worker gives up over it', async () => {
  world.slack.faults.add({ operation: 'views.publish', times: 1, fault: { do: 'lose answer' } });
  await opens(PEOPLE.responder);
  await world.settle(12_000);
  expect(world.slack.calls.filter(({ operation }) => operation === 'views.publish').length).toBeGreaterThan(1);
  expect(home(PEOPLE.responder)).toContain('Nothing is waiting for you.');
  expect(world.sqs.queues().filter(({ name, visible }) => name.endsWith('-dead') && visible > 0)).toEqual([]);
});

test('a Home that its person closed long ago is not waited for when Slack comes back', async () => {
  await opens(PEOPLE.responder);
  world.slack.faults.add(down);
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(12);
  world.slack.faults.clear();
  const before = world.slack.calls.length;
  await world.minutes(2);
  expect(world.slack.calls.slice(before).filter(({ operation }) => operation === 'views.publish')).toEqual([]);
}, 120_000);
