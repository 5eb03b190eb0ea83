import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import { Policy } from '../../../src/domain/policy.ts';
import { recoveredTicket } from '../../../src/domain/recovery/recovered-ticket.ts';
import { aFinding } from '../../fixtures/a-finding.ts';

const OPENED = '2026-03-02T10:00:00.000Z';
const finding = aFinding({ severity: 'HIGH', createdAt: '2026-02-20T10:00:00.000Z' });
const { dueDays } = Policy.parse({}).tickets;

const did = (result: string, who = 'U0ANA', more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: `${result}.done`,
  finding: finding.key,
  phase: 'done',
  action: 'ticket',
  who,
  at: OPENED,
  result,
  ...more,
});
const recovered = (chain: AuditEntry[], now = OPENED) =>
  recoveredTicket({ finding, chain, installedAt: new Date('2026-02-25T00:00:00.000Z'), dueDays, now: new Date(now) });

test.each<[string, AuditEntry[], object]>([
  ['opened', [did('opened')], { state: 'OPEN', openedBy: 'U0ANA', openedAt: OPENED }],
  ['taken', [did('opened'), did('taken', 'U0BRUNO')], { state: 'TAKEN', owner: 'U0BRUNO' }],
  ['done by whoever had it', [did('opened'), did('taken', 'U0BRUNO'), did('done')], { state: 'DONE', owner: 'U0BRUNO' }],
  ['done by somebody who never took it', [did('opened'), did('done')], { state: 'DONE', owner: 'U0ANA' }],
  ['re-opened', [did('opened'), did('taken', 'U0BRUNO'), did('done'), did('re-opened')], { state: 'TAKEN', owner: 'U0BRUNO' }],
  ['given back', [did('opened'), did('taken'), did('given back')], { state: 'OPEN' }],
])('a ticket that was %s is so again, and everybody was told of it', (_, chain, ticket) => {
  const found = recovered(chain);
  expect(found).toMatchObject({ ...ticket, told: chain.length, due: '2026-03-16T10:00:00.000Z' });
  expect(found?.owner).toBe('owner' in ticket ? ticket.owner : undefined);
});

test('one that the policy had opened counts from when shub could first have heard of its finding', () => {
  expect(recovered([did('taken')])).toMatchObject({ openedBy: 'policy', openedAt: '2026-02-25T00:00:00.000Z', state: 'TAKEN' });
});

test.each([
  ['nobody ever had to do with one', []],
  ['the record is about presses only', [did('NOTIFIED', 'U0ANA', { action: 'acknowledge' })]],
  ['a press on it was only begun', [did('opened', 'U0ANA', { phase: 'started' })]],
])('there was no ticket when %s', (_, chain) => {
  expect(recovered(chain)).toBeUndefined();
});

test.each([
  ['far ahead', '2026-03-10T10:00:00.000Z', 'nothing'],
  ['within a day', '2026-03-15T11:00:00.000Z', 'soon'],
  ['past', '2026-03-16T11:00:00.000Z', 'overdue'],
])('whoever has it is told nothing again of a due date that is %s', (_, now, reminded) => {
  expect(recovered([did('opened'), did('taken')], now)?.reminded).toBe(reminded);
});

test('an owner whose name is no longer kept is nobody', () => {
  expect(recovered([did('opened'), did('taken', 'somebody whose name is no longer kept')])?.owner).toBeUndefined();
});
