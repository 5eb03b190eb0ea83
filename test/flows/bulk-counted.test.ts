import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FaultRule } from '../../src/sandbox/wire.ts';
import { because, choosesAll, choosesTo, messagesOfMany, sends, undoes, worldWithMany } from '../support/bulk.ts';
import { ofFinding, removed, tamper } from '../support/tampering.ts';
import { asks } from '../support/tickets.ts';
import { PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const { responder: ANA, viewer: VERA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await worldWithMany(3, `${POLICY}\nsla: { acknowledge: { CRITICAL: 1m } }\n`);
  await world.minutes(2);
  await choosesAll(world, ANA);
});
afterEach(() => world.stop());

async function report(): Promise<string> {
  await asks(world, VERA, '/shub report');
  const reports = world.cards().filter(({ blocks }) => JSON.stringify(blocks).includes('Security report'));
  return textsIn(reports.at(-1)?.blocks).join('\n');
}

test('three that are acknowledged together count in a report like three presses', async () => {
  await sends(world, ANA);
  const told = await report();
  expect(told).toContain('3 acknowledged');
  expect(told).toMatch(/Looked at after .* on average, of 3 problems/);
  expect(told).toContain('*SLA breaches* 3 acknowledged late');
});

test('three that are resolved together count in the mean time to resolve', async () => {
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('Rebuilt all of them'));
  expect(await report()).toMatch(/Resolved after .* on average, of 3 problems/);
});

test('a change of many that is taken back counts nowhere', async () => {
  await sends(world, ANA);
  await undoes(world, ANA);
  const told = await report();
  expect(told).toContain('Nothing yet.');
  expect(told).not.toContain('on average');
  expect(told).toContain('*SLA breaches* 0 acknowledged late');
});

const answersNo: FaultRule['fault'] = {
  do: 'answer',
  answer: { status: 400, body: { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' } },
};

test.each([
  ['before it is counted', /PRESSES#/],
  ['right after it is counted', /"done".*SELECTION#/],
])('a change of many whose worker dies %s counts once', async (_, write) => {
  world.dynamodb.faults.add({ operation: 'PutItem', when: ({ body }) => write.test(body.toString()), times: 1, fault: answersNo });
  await sends(world, ANA);
  await world.minutes(8);
  expect(world.dynamodb.faults.rules).toEqual([]);
  expect(messagesOfMany(world).map(({ text }) => text)).toEqual([expect.stringContaining('Acknowledged 3 of 3 findings')]);
  const told = await report();
  expect(told).toContain('3 acknowledged');
  expect(told).toMatch(/Looked at after .* on average, of 3 problems/);
  const { presses } = await world.services.history.handled(new Date(0), 10);
  expect(new Set(presses.map(({ card }) => card)).size).toBe(3);
  expect(presses.map(({ action }) => action)).toEqual(['acknowledge', 'acknowledge', 'acknowledge']);
});

test('the record of a finding that was changed with others is whole, and is missed when it is gone', async () => {
  await sends(world, ANA);
  await asks(world, VERA, '/shub evidence verify');
  expect(world.told(VERA).at(-1)).toContain('The record is as it was written');
  const { chain } = await tamper(world.dynamodb, ofFinding, removed);
  for (const { place } of (await world.dynamodb.scan('shub-audit')).filter((row) => row['chain'] === chain)) {
    await tamper(world.dynamodb, (row) => row.chain === chain && row.place === place, removed);
  }
  await asks(world, VERA, '/shub evidence verify');
  expect(world.told(VERA).at(-1)).toMatch(/all of it is gone/);
});
