import { expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { ALERTS, PEOPLE } from '../support/world.ts';
import { ON_THE_WAY_BACK, ON_THE_WAY_IN, WHILE_TELLING } from './kill-points.ts';
import { mortalWorlds } from './mortal-world.ts';

const begin = mortalWorlds();

test.each(ON_THE_WAY_IN)(
  'a process that is killed %s leaves one card, and it is right',
  async (_, point) => {
    const world = await begin();
    await world.arm(point);
    await world.arrives(anAsff());
    // A comparison would find what nobody was handed again.
    world.hub.faults.add({
      operation: 'GetFindings',
      fault: { do: 'answer', answer: { status: 500, body: { message: 'InternalException' } } },
    });
    await world.recovers(8);

    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain('Acknowledge');
    expect(world.statuses()).toEqual(['NEW']);
  },
  60_000,
);

test.each(ON_THE_WAY_BACK)(
  'a press whose process is killed %s is done once and shown once',
  async (_, point) => {
    const world = await begin();
    await world.arrives(anAsff());
    await world.arm(point);
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.recovers(8);

    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(world.cards()).toHaveLength(1);
    expect(world.drawn()).toContain(`by <@${PEOPLE.responder}>`);
    expect(world.replies()).toHaveLength(1);
    const [finding] = world.hub.findings.values();
    expect(JSON.stringify(finding)).toContain('Acknowledged by ana');
    const chain = (await world.dynamodb.scan(world.config.tables.auditTable)).flatMap(({ phase, action }) =>
      action === 'alert' ? [] : (phase ?? []),
    );
    expect(chain).toEqual(['started', 'done']);
    expect(world.told(PEOPLE.responder, ALERTS)).toEqual([]);
  },
  60_000,
);

test('a press that is written down and never queued, because the process died, is carried out within three minutes', async () => {
  const world = await begin();
  await world.arrives(anAsff());
  await world.arm({ when: 'after', call: 'intents.create' });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.recovers(3);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.told(PEOPLE.responder, ALERTS)).toEqual([]);
}, 60_000);

test('whoever presses again because the process died before it answered Slack has pressed once', async () => {
  const world = await begin();
  await world.arrives(anAsff());
  await world.arm({ when: 'after', call: 'queues.request' });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.recovers(0);
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(5);
  expect(world.statuses()).toEqual(['NOTIFIED']);
  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect(world.replies()).toHaveLength(1);
  expect((await world.onRecord()).map(({ phase }) => phase)).toEqual(['started', 'done']);
}, 60_000);

test.each(WHILE_TELLING)(
  'whoever was refused hears of it though the process is killed %s',
  async (_, point) => {
    const world = await begin();
    await world.arrives(anAsff());
    const [finding] = world.hub.findings.values();
    world.hub.refuse({ Id: String(finding?.Id), ProductArn: String(finding?.ProductArn) }, 'InvalidInput');
    await world.arm(point);
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.recovers(24);

    expect(world.statuses()).toEqual(['NEW']);
    expect(world.told(PEOPLE.responder).join()).toContain('Security Hub refused the change as invalid');
    expect(JSON.stringify(world.card().attachments)).toContain('finding:acknowledge');
  },
  90_000,
);
