import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { days, rowsOf, turnsInConsole } from '../support/forgetting.ts';
import { FSBP, withStandards } from '../support/standards.ts';
import { suppresses } from '../support/suppressing.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  world.dynamodb.timeToLive.lateMs = 0;
});
afterEach(() => world.stop());

const read = (message: unknown) => textsIn(message).join('\n');
const at = (time: string) => ({ UpdatedAt: `2026-03-02T${time}:00.000Z` });
const asks = (text: string) => world.slack.as(PEOPLE.admin).command(ALERTS, text);

/** Security Hub tells of nothing that is asked for by its id. */
const drops = () =>
  world.hub.faults.add({ operation: 'GetFindings', fault: { do: 'answer', answer: { status: 200, body: { Findings: [] } } } });

test('an open finding that Security Hub has dropped after 90 days is closed on its card, and forgotten 90 days later', async () => {
  await world.arrives(aGuardDutyAsff(at('09:01')));
  drops();
  await days(world, 80);
  await world.minutes(2);
  expect(await rowsOf(world, 'CARD')).toMatchObject([{ open: true }]);

  await days(world, 10);
  await world.minutes(2);
  expect(world.drawn()).toContain('ARCHIVED');
  expect(world.counted('DroppedFindings')).toBe(1);
  expect(await rowsOf(world, 'FINDING')).toHaveLength(1);

  await days(world, 121);
  expect([...(await rowsOf(world, 'CARD')), ...(await rowsOf(world, 'FINDING'))]).toEqual([]);
  expect(world.cards()).toHaveLength(1);
});

test('what Security Hub still has stays open, however long ago it was updated', async () => {
  await world.arrives(aGuardDutyAsff(at('09:01')));
  await days(world, 200);
  await world.minutes(2);
  expect(await rowsOf(world, 'CARD')).toMatchObject([{ open: true }]);
  expect(await rowsOf(world, 'FINDING')).toHaveLength(1);
});

test('a suppression that stands is in the register with its finding to its last day', async () => {
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, PEOPLE.responder, 'Honeypot', '2027-02-20');
  await days(world, 340);
  await asks('/shub exceptions');
  await world.settle();
  const register = world.told(PEOPLE.admin).at(-1) ?? '';
  expect(register).toContain('Honeypot');
  expect(register).toContain(String(aGuardDutyAsff()['Title']));
});

test('the evidence of a standard tells what was done about a finding that is forgotten since', async () => {
  withStandards(world, { arn: FSBP, controls: ['EC2.19'] });
  await world.arrives(aControlAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(11);
  await turnsInConsole(world, 'RESOLVED');
  await days(world, 121);
  expect(await rowsOf(world, 'FINDING')).toEqual([]);
  await asks('/shub evidence fsbp days=200');
  await world.settle();
  const file = JSON.parse([...world.slack.state.files.values()].at(-1)?.content.toString() ?? '{}');
  expect(file.doneInSlack).toMatchObject([
    { finding: { control: 'EC2.19', title: aControlAsff()['Title'] }, recordIntact: { intact: true } },
  ]);
});

test('what is open without a card is forgotten when Security Hub must have dropped it, and not before', async () => {
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'LOW', Normalized: 20 } }));
  await days(world, 119);
  expect(await rowsOf(world, 'FINDING')).toHaveLength(1);
  await days(world, 2);
  expect(await rowsOf(world, 'FINDING')).toEqual([]);
});

test('a finding that was closed so long ago that its row has gone does not hold up the others of its problem', async () => {
  const [one, other] = ['one', 'other'].map((Id) => aControlAsff({ Id, ...at('09:01') }));
  await world.arrives({ ...one }, { ...other });
  expect(world.cards()).toHaveLength(1);
  await world.arrives({ ...other, ...at('09:05'), RecordState: 'ARCHIVED' });
  await days(world, 121);
  expect(await rowsOf(world, 'FINDING')).toHaveLength(1);

  await world.arrives({ ...one, UpdatedAt: '2026-07-05T09:00:00.000Z', Severity: { Label: 'LOW', Normalized: 20 } });
  await world.settle(60_000);
  expect(world.drawn()).toContain('LOW');
  await world.arrives({ ...other, UpdatedAt: '2026-07-05T10:00:00.000Z' });
  expect(world.cards()).toHaveLength(1);
  expect(await rowsOf(world, 'CARD')).toMatchObject([{ subject: { members: [{}, {}] } }]);
});

test('a card whose sheet is so old that its row has gone gets a message of its own when it changes', async () => {
  const listed = Array.from({ length: 17 }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding one-${i}` }));
  await world.arrives(...listed);
  await world.minutes(4);
  const messages = world.cards().length;
  await days(world, 401);
  const kinds = (await rowsOf(world, 'CARD')).map(({ subject }) => JSON.stringify(subject));
  expect(kinds.filter((subject) => !subject.includes('"problem"'))).toEqual([]);

  const name = /Finding one-\d+/.exec(read(world.cards().find(({ text }) => text.includes('of the storm'))?.blocks))?.[0] ?? '';
  const Id = name.replace('Finding ', '');
  await world.arrives(aGuardDutyAsff({ Id, Title: name, UpdatedAt: '2027-04-08T09:00:00.000Z', RecordState: 'ARCHIVED' }));
  await world.minutes(1);
  expect(world.cards()).toHaveLength(messages + 1);
  expect(read([world.cards().at(-1)?.blocks, world.cards().at(-1)?.attachments])).toContain(name);
  expect(world.cards().at(-1)?.text).toContain('ARCHIVED');
});

test('a channel that was paused for longer than what was closed in it is kept goes on with the rest', async () => {
  await world.arrives(aGuardDutyAsff());
  await asks('/shub pause');
  await world.settle();
  await turnsInConsole(world, 'RESOLVED');
  await days(world, 1);
  await world.minutes(1); // Compared with Security Hub, which so need not be told again.
  await days(world, 121);
  expect([await rowsOf(world, 'FINDING'), await rowsOf(world, 'CARD')]).toMatchObject([[], [{}]]);
  await asks('/shub resume');
  await world.arrives(
    aGuardDutyAsff({ Id: 'another', Title: 'Another one', CreatedAt: '2026-07-01T09:00:00.000Z', UpdatedAt: '2026-07-01T09:00:00.000Z' }),
  );
  await world.minutes(2);
  expect(world.cards().filter(({ text }) => text.includes('Another one'))).toHaveLength(1);
  await days(world, 91);
  expect(await rowsOf(world, 'CARD')).toHaveLength(1);
});
