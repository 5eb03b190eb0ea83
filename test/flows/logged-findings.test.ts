import { afterEach, beforeEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { answered, asks } from '../support/tickets.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const low = (id: string, more: Record<string, unknown> = {}) =>
  anAsff({ Id: id, Title: `Low thing ${id}`, Severity: { Label: 'LOW', Normalized: 1 }, Resources: [{ Type: 'Other', Id: id }], ...more });
const lines = () => world.lines.filter(({ level, event }) => level === 'info' && event === 'finding').map(({ facts }) => facts);
const counts = () => world.lines.filter(({ level, event }) => level === 'count' && event === 'FindingsLogged').map(({ facts }) => facts);

test('a LOW finding is one line to search for and one in the count, however often its event comes, and stands in the list', async () => {
  await world.arrives(low('one'));
  const event = world.bus.events.findLast(({ event: { source } }) => source === 'aws.securityhub')?.event;
  if (!event) throw new Error('no event');
  world.bus.publish(event);
  await world.settle();

  expect(lines()).toMatchObject([{ finding: 'one', title: 'Low thing one', severity: 'LOW', account: '111122223333', resource: 'one' }]);
  expect(counts()).toEqual([{ by: 1, severity: 'LOW', product: 'other', account: '111122223333' }]);
  expect(world.cards()).toEqual([]);
  await asks(world, PEOPLE.viewer, '/shub findings severity=low');
  expect(answered(world, PEOPLE.viewer)).toContain('Low thing one');
});

test('accounts that the policy does not name are counted together, so that metrics do not multiply by themselves', async () => {
  await world.arrives(low('one', { AwsAccountId: '444455556666' }), low('two', { AwsAccountId: '777788889999' }));
  expect(counts().map(({ account }) => account)).toEqual(['other', 'other']);
  expect(
    lines()
      .map(({ account }) => account)
      .toSorted(),
  ).toEqual(['444455556666', '777788889999']);
});
