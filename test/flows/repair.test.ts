import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findingKey } from '../../src/domain/asff/identity.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { unheard } from '../support/unheard.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const repairs = () => world.counted('Repaired');
const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z` });

/** So much later that nothing of before counts as changed lately. */
async function hoursLater(): Promise<void> {
  await world.clock.advance(3 * 3600_000);
  await world.minutes(2);
}

test('a finding whose event never came has its card ten minutes later', async () => {
  await unheard(world, () => world.hub.imports(aGuardDutyAsff()));
  expect(world.cards()).toEqual([]);
  await world.minutes(12);
  expect(world.card().text).toContain('HIGH');
  expect(repairs()).toBe(1);
});

test('a change whose event never came shows on its card', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await unheard(world, () => world.hub.imports(aGuardDutyAsff({ ...at(5), Severity: { Label: 'CRITICAL', Normalized: 90 } })));
  await world.minutes(12);
  expect(world.card().text).toContain('CRITICAL');
});

test('when every event came, comparing changes nothing and writes nothing again', async () => {
  await world.arrives(aGuardDutyAsff(at(1)), aGuardDutyAsff({ ...at(2), Id: 'two' }));
  const calls = world.slack.calls.length;
  await world.minutes(25);
  expect(repairs()).toBe(0);
  expect(world.slack.calls.slice(calls).filter(({ operation }) => operation.startsWith('chat.'))).toEqual([]);
  expect(world.verdicts()).toHaveLength(2);
});

test('a card that somebody acknowledged is drawn once more in half an hour, when its press can be undone no longer, and comparing draws nothing', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await world.press(PEOPLE.responder, 'acknowledge');
  const calls = world.slack.calls.length;
  await world.minutes(32);
  expect(world.drawn()).not.toContain('Undo');
  expect(world.slack.calls.slice(calls).filter(({ operation }) => operation === 'chat.update')).toHaveLength(1);
});

test('a press in the console that moved no UpdatedAt and sent no event shows within a day', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await hoursLater();
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  await unheard(world, () => world.hub.consoleUpdates(refs, { status: 'RESOLVED', who: 'console/dan' }));
  await world.clock.advance(23 * 3600_000);
  await world.minutes(3);
  expect(world.drawn()).toContain('RESOLVED');
});

test('while Security Hub does not answer nothing is lost, and the next comparison finds it', async () => {
  world.hub.faults.add({
    operation: 'GetFindings',
    fault: { do: 'answer', answer: { status: 500, body: { message: 'InternalException' } } },
  });
  await unheard(world, () => world.hub.imports(aGuardDutyAsff()));
  await world.minutes(12);
  expect(world.cards()).toEqual([]);
  expect(world.counted('RepairsFailed')).toBeGreaterThan(0);
  world.hub.faults.clear();
  await world.minutes(12);
  expect(world.cards()).toHaveLength(1);
});

test('a comparison that was to go on from where Security Hub does not know any more begins again', async () => {
  await world.minutes(1);
  const { repairs } = world.services;
  const stored = await repairs.get();
  const begun = { since: '2026-03-02T08:00:00.000Z', begunAt: '2026-03-02T09:00:00.000Z', cursor: 'forgotten' };
  await unheard(world, () => world.hub.imports(aGuardDutyAsff(at(1))));
  if (stored) await repairs.save({ ...stored, sweep: begun }, stored);
  await world.minutes(12);
  expect(world.card().text).toContain('HIGH');
  expect(world.counted('RepairsFailed')).toBe(0);
  expect((await repairs.get())?.sweep).toBeUndefined();
});

test('a press in the console shows within a day on the last to end of 21 problems that are suppressed only in part', async () => {
  const { cards } = world.services;
  const many = Array.from({ length: 21 }, (_, i) => aGuardDutyAsff({ ...at(1), Id: `part-${i}` }));
  await world.arrives(...many);
  const rows = await world.dynamodb.scan(world.config.tables.table);
  const keys = rows.flatMap(({ subject, key }) => (JSON.stringify(subject)?.includes('problem') ? [String(key)] : []));
  expect(keys).toHaveLength(21);
  const exception = { by: PEOPLE.responder, reasonClass: 'accepted risk', text: 'Honeypot', since: '2026-03-02T09:00:00.000Z' } as const;
  for (const [i, key] of keys.entries()) {
    const until = new Date(Date.UTC(2026, 6, 1 + i)).toISOString();
    await cards.change(key, (card) => card && { ...card, exception: { ...exception, until } });
  }
  await hoursLater();
  const last = await cards.get(keys.at(-1) ?? '');
  const [member] = last?.subject.kind === 'problem' ? last.subject.members : [];
  const refs = [{ Id: member?.id ?? '', ProductArn: member?.productArn ?? '' }];
  await unheard(world, () => world.hub.consoleUpdates(refs, { status: 'RESOLVED', who: 'console/dan' }));
  await world.clock.advance(23 * 3600_000);
  await world.minutes(3);
  expect((await cards.get(keys.at(-1) ?? ''))?.workflow).toBe('RESOLVED');
});

test('a press in the console shows within a day though what has changed cannot be listed', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  await unheard(world, () => world.hub.consoleUpdates(refs, { status: 'RESOLVED', who: 'console/dan' }));
  world.hub.faults.add({ operation: 'GetFindings', when: ({ body }) => body.includes('"UpdatedAt"'), fault: { do: 'refuse' } });
  await world.clock.advance(23 * 3600_000);
  await world.minutes(3);
  expect(world.drawn()).toContain('RESOLVED');
});

test('a press whose change Security Hub has not made yet is not undone by comparing', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await world.minutes(8);
  world.hub.updateDelay.ms = 5 * 60_000;
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(4);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  await world.minutes(10);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
});

test('whatever of fifty findings and their changes never came, after comparing shub knows what Security Hub knows', async () => {
  const finding = (n: number, more = {}) => aGuardDutyAsff({ Id: `f-${n}`, ...at(1), Severity: { Label: 'LOW', Normalized: 1 }, ...more });
  world.hub.imports(...Array.from({ length: 46 }, (_, n) => finding(n)));
  await world.settle();
  await unheard(world, () => {
    world.hub.imports(...[46, 47, 48, 49].map((n) => finding(n)));
    world.hub.imports(finding(0, { ...at(2), RecordState: 'ARCHIVED' }), finding(1, { ...at(3), Title: 'Changed' }));
  });
  const stored = async () => (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => String(pk).startsWith('FINDING#'));
  expect(await stored()).toHaveLength(46);

  await world.minutes(12);
  expect(await stored()).toHaveLength(50);
  const held = [...world.hub.findings.values()].map(({ Id, ProductArn, Title, RecordState }) => ({ Id, ProductArn, Title, RecordState }));
  const rows = await world.services.findings.many(
    held.map(({ Id, ProductArn }) => findingKey({ id: String(Id), productArn: String(ProductArn) })),
  );
  expect(
    rows.map(({ finding: { id, productArn, title, recordState } }) => ({
      Id: id,
      ProductArn: productArn,
      Title: title,
      RecordState: recordState,
    })),
  ).toEqual(held);
});
