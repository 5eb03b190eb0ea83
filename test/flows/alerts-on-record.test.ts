import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { KillPoint } from '../faults/kill-point.ts';
import { killable } from '../faults/killable.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { pagesOf } from '../support/outlets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.stop());

const alerts = async (): Promise<string[]> =>
  (await world.dynamodb.scan(world.config.tables.auditTable)).flatMap(({ action, finding }) => (action === 'alert' ? String(finding) : []));

/** Findings whose copies are kept. */
const copies = async (): Promise<string[]> =>
  (await world.dynamodb.scan(world.config.tables.auditTable)).flatMap(({ content, findingId }) => (content ? String(findingId) : []));

/** Cards that still hold what is to be put on record. */
const holding = async (): Promise<unknown[]> =>
  (await world.dynamodb.scan(world.config.tables.table)).filter(({ unrecorded }) => unrecorded !== undefined);

async function verified(): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub evidence verify');
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

const toAudit = ({ body }: { body: Buffer }) => body.includes(`"TableName":"${world.config.tables.auditTable}"`);

test('while nothing can be put on record nobody sees or is paged about an alert, and afterwards it is on record and there once', async () => {
  world = await aWorld();
  world.dynamodb.faults.add({ operation: 'PutItem', when: toAudit, fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(8);
  expect(world.slack.state.messages.get(ALERTS) ?? []).toEqual([]);
  expect(pagesOf(world)).toEqual([]);
  expect(await holding()).toHaveLength(1);

  world.dynamodb.faults.clear();
  await world.minutes(8);
  expect(world.cards()).toHaveLength(1);
  expect(new Set(pagesOf(world).map(({ id }) => id)).size).toBe(1);
  expect(await alerts()).toHaveLength(1);
  expect(await copies()).toEqual([aGuardDutyAsff()['Id']]);
  expect(await holding()).toEqual([]);
});

const POINTS: [string, KillPoint][] = [
  ['before it is put on record', { when: 'before', call: 'audit.begin' }],
  ['when it is on record and not yet shown', { when: 'after', call: 'audit.begin' }],
  ['when Slack has it and nobody knows', { when: 'after', call: 'chat.post' }],
];

test.each(POINTS)(
  'an alert whose worker is killed %s is on record once, with one copy',
  async (_, point) => {
    const product = killable();
    world = await aWorld({ product });
    await product.arm(point);
    await world.arrives(aGuardDutyAsff());
    expect(product.isDead(), 'the point was never come to').toBe(true);
    world.slack.connect(await product.again());
    await world.minutes(8);

    expect(world.cards()).toHaveLength(1);
    expect(await alerts()).toHaveLength(1);
    expect(await copies()).toHaveLength(1);
    expect(await holding()).toEqual([]);
    expect(await verified()).toContain('The record is as it was written');
  },
  60_000,
);

test('all that a storm lists is on record, and its cards hold nothing of it any more', async () => {
  world = await aWorld();
  await world.arrives(...Array.from({ length: 60 }, (_, i) => aGuardDutyAsff({ Id: `many-${i}`, Title: `Many ${i}` })));
  await world.minutes(3);
  expect(new Set(await alerts()).size).toBe(60);
  expect(new Set(await copies()).size).toBe(60);
  expect(await holding()).toEqual([]);
  expect(await verified()).toContain('60 entries in 60 chains');
}, 60_000);

test('a finding too large to wait in the row of its card is on record before there is a card', async () => {
  world = await aWorld();
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'refuse' } });
  await world.arrives(aGuardDutyAsff({ ProductFields: { sample: randomBytes(110_000).toString('base64') } }));
  expect(await alerts()).toHaveLength(1);
  expect(await copies()).toHaveLength(1);
  expect(await holding()).toEqual([]);
});
