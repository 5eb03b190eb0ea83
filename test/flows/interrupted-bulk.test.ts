import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import type { FaultRule } from '../../src/sandbox/wire.ts';
import { because, choosesAll, choosesTo, many, saidOfMany, sends, undoes } from '../support/bulk.ts';
import { eventsOf } from '../support/outlets.ts';
import { aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const { responder: ANA } = PEOPLE;

const Undo = z.object({ was: z.record(z.string(), z.array(z.string())) });

const cardRows = async () => (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith('CARD#'));

let world: TestWorld;
/** The version that both cards have before anybody does anything. */
let before: number;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(...many(2));
  before = Number((await cardRows())[0]?.actionVersion);
  await world.minutes(1);
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'resolve');
});
afterEach(() => world.stop());

/** The writes of the job; whom Slack knows and which channels have work is beside the point. */
const ofTheJob = ({ body }: { body: Buffer }): boolean => !/NONCE#|SNAPSHOT#|CHANNEL#|BUDGET|HEARTBEAT/.test(body.toString());

/** Those that a change of two findings makes, from the job's row to the end of it being shown, and those of drawing the cards. */
const WRITES = Array.from({ length: 30 }, (_, place) => place);

/** Enough of them, where each must be as good as the one before it. */
const SOME = WRITES.filter((place) => place % 3 === 0);

const answersNo: FaultRule['fault'] = {
  do: 'answer',
  answer: { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } },
};

async function everythingOnce(): Promise<void> {
  expect(world.dynamodb.faults.rules).toEqual([]);
  expect(world.statuses()).toEqual(['RESOLVED', 'RESOLVED']);
  expect((await world.onRecord()).map(({ phase, result }) => `${phase} ${result}`).sort()).toEqual([
    'done RESOLVED',
    'done RESOLVED',
    'started undefined',
    'started undefined',
  ]);
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Resolved 2 of 2 findings')]);
  const drawn = world.cards().map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));
  expect(drawn.filter((text) => text.includes(`*Resolved* by <@${ANA}>`))).toHaveLength(2);
  // Nothing of it is written on a card twice: what can be taken back is what was there before.
  const rows = await cardRows();
  expect(rows.map(({ actionVersion, acting }) => [actionVersion, acting])).toEqual([
    [before + 1, undefined],
    [before + 1, undefined],
  ]);
  for (const { undo } of rows) expect(Object.keys(Undo.parse(undo).was)).toEqual(['NEW']);
  expect(new Set(eventsOf(world).flatMap(({ type, detail }) => (type === 'Findings Changed' ? [detail.id] : []))).size).toBe(1);
}

test.each(WRITES)('a change of many whose worker dies at write %i is finished by the next one, and takes effect once', async (place) => {
  world.dynamodb.faults.add({ operation: 'PutItem', when: ofTheJob, times: 1, skip: place, fault: answersNo });
  await sends(world, ANA, because('Rebuilt all of them'));
  await world.minutes(8);
  await everythingOnce();
});

test.each(SOME)('a change of many of which write %i was never answered takes effect once', async (place) => {
  world.dynamodb.faults.add({ operation: 'PutItem', when: ofTheJob, times: 1, skip: place, fault: { do: 'lose answer' } });
  await sends(world, ANA, because('Rebuilt all of them'));
  await world.minutes(8);
  await everythingOnce();
});

test.each(['lose answer', 'refuse'] as const)(
  'what Security Hub does about many without saying so (%s) is done once more',
  async (fault) => {
    world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 4, fault: { do: fault } });
    await sends(world, ANA, because('Rebuilt all of them'));
    await world.minutes(8);
    await everythingOnce();
  },
);

test.each(SOME)('a taking back whose worker dies at write %i is finished by the next one', async (place) => {
  await sends(world, ANA, because('Rebuilt all of them'));
  world.dynamodb.faults.add({ operation: 'PutItem', when: ofTheJob, times: 1, skip: place, fault: answersNo });
  await undoes(world, ANA);
  await world.minutes(8);
  expect(world.statuses()).toEqual(['NEW', 'NEW']);
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Taken back: 2 of 2 findings stand as before')]);
  expect((await world.onRecord()).filter(({ action, phase }) => action === 'undo' && phase === 'done')).toHaveLength(2);
});
