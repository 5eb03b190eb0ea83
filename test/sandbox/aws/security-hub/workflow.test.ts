import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlFinding, aFinding, aHub, refOf, type SentFinding } from './a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const later = { UpdatedAt: '2026-03-01T10:00:00Z' };
const status = (finding: SentFinding) =>
  finding.Id && finding.ProductArn ? hub.stored({ Id: finding.Id, ProductArn: finding.ProductArn })?.['Workflow'] : undefined;

test.each([
  ['NOTIFIED', 'ARCHIVED', 'ACTIVE', 'NEW'],
  ['RESOLVED', 'ARCHIVED', 'ACTIVE', 'NEW'],
  ['SUPPRESSED', 'ARCHIVED', 'ACTIVE', 'SUPPRESSED'],
  ['NOTIFIED', 'ACTIVE', 'ARCHIVED', 'NOTIFIED'],
  ['RESOLVED', 'ACTIVE', 'ACTIVE', 'RESOLVED'],
] as const)('a %s finding that goes from %s to %s is %s', (before, from, to, after) => {
  hub.emulator.imports(aFinding({ RecordState: from }));
  hub.emulator.consoleUpdates([refOf(aFinding())], { status: before, who: 'ana' });
  hub.emulator.imports(aFinding({ RecordState: to, ...later }));

  expect(status(aFinding())).toEqual({ Status: after });
});

test.each([
  ['RESOLVED', 'PASSED', 'FAILED', 'NEW'],
  ['RESOLVED', 'PASSED', 'WARNING', 'NEW'],
  ['NOTIFIED', 'PASSED', 'NOT_AVAILABLE', 'NEW'],
  ['SUPPRESSED', 'PASSED', 'FAILED', 'SUPPRESSED'],
  ['RESOLVED', 'FAILED', 'FAILED', 'RESOLVED'],
  ['RESOLVED', 'WARNING', 'FAILED', 'RESOLVED'],
  ['NEW', 'FAILED', 'PASSED', 'RESOLVED'],
  ['NOTIFIED', 'FAILED', 'PASSED', 'RESOLVED'],
  ['SUPPRESSED', 'FAILED', 'PASSED', 'SUPPRESSED'],
] as const)('a %s control that goes from %s to %s is %s', (before, from, to, after) => {
  hub.emulator.imports(aControlFinding(from));
  hub.emulator.consoleUpdates([refOf(aControlFinding(from))], { status: before, who: 'ana' });
  hub.emulator.imports(aControlFinding(to, later));

  expect(status(aControlFinding(to))).toEqual({ Status: after });
});

test.each([
  ['PASSED', 'NOTIFIED'],
  ['FAILED', 'NEW'],
] as const)('another product’s check that passed and now is %s is %s', (Status, after) => {
  hub.emulator.imports(aFinding({ Compliance: { Status: 'PASSED' } }));
  hub.emulator.consoleUpdates([refOf(aFinding())], { status: 'NOTIFIED', who: 'ana' });
  hub.emulator.imports(aFinding({ Compliance: { Status }, ...later }));

  expect(status(aFinding())).toEqual({ Status: after });
});

test('a control that passes from the start is resolved; another product’s check is not', () => {
  const check = aFinding({ Compliance: { Status: 'PASSED' } });
  hub.emulator.imports(aControlFinding('PASSED'), check);

  expect([status(aControlFinding('PASSED')), status(check)]).toEqual([{ Status: 'RESOLVED' }, { Status: 'NEW' }]);
});
