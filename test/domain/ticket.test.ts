import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Finding, isOpen } from '../../src/domain/finding.ts';
import { Policy } from '../../src/domain/policy.ts';
import { UserFacingError } from '../../src/domain/refusal.ts';
import { isWaiting, Ticket, TicketMove, ticketDue, untold } from '../../src/domain/ticket.ts';
import { following, moved, opened, overdue, reminded, type Subject, told } from '../../src/domain/ticket-changes.ts';
import { aFinding } from '../fixtures/a-finding.ts';

const DAY = 24 * 3600_000;
const AT = new Date('2026-03-02T09:00:00.000Z');
const { dueDays } = Policy.parse({}).tickets;

const finding = aFinding({ severity: 'MEDIUM', workflow: 'NEW' });
const about = (...findings: [Finding, ...Finding[]]): Subject => ({ problem: finding.problem, findings, channels: [] });
const closed = about({ ...finding, recordState: 'ARCHIVED' });
const open = about(finding);
const fresh = opened(open, { by: 'policy', at: AT }, dueDays);
const by = (who: string, press?: string) => ({ by: who, at: AT, press });

/** The ticket after these presses, each by the person before it. */
const after = (...presses: [string, TicketMove][]): Ticket =>
  presses.reduce((ticket, [who, move]) => moved(ticket, move, by(who)) ?? ticket, fresh);

test.each([
  ['CRITICAL', 7],
  ['HIGH', 14],
  ['UNKNOWN', 14],
  ['MEDIUM', 30],
  ['LOW', 90],
  ['INFORMATIONAL', 180],
] as const)('a ticket about a %s finding is due after %i days', (severity, count) => {
  const { due } = opened(about({ ...finding, severity }), { by: 'policy', at: AT }, dueDays);
  expect(Date.parse(due) - AT.getTime()).toBe(count * DAY);
});

test.each([
  ['take', after(['U0BRUNO', 'take']), '<@U0BRUNO> has taken this ticket already.'],
  ['take', after(['U0BRUNO', 'done']), '<@U0BRUNO> has marked this ticket as done.'],
  ['done', after(['U0BRUNO', 'done']), '<@U0BRUNO> has marked this ticket as done.'],
  ['give back', fresh, 'This ticket is open and nobody has it now.'],
  ['reopen', after(['U0BRUNO', 'take']), '<@U0BRUNO> has taken this ticket already.'],
  ['done', following(fresh, closed, AT, dueDays) ?? fresh, 'This ticket is closed because its finding is'],
] as const)('%s is refused with what is so instead', (move, ticket, words) => {
  expect(() => moved(ticket, move, by('U0ANA'))).toThrow(words);
});

test.each([
  ['take', after(['U0ANA', 'take'])],
  ['done', after(['U0ANA', 'done'])],
  ['reopen', after(['U0ANA', 'done'], ['U0ANA', 'reopen'])],
  ['give back', after(['U0ANA', 'take'], ['U0ANA', 'give back'])],
] as const)('%s pressed twice by the same person is done once, and no reproach', (move, ticket) => {
  expect(moved(ticket, move, by('U0ANA', 'the second press'))).toBeUndefined();
});

test('who marks the ticket of a colleague as done leaves it theirs', () => {
  expect(after(['U0ANA', 'take'], ['U0BRUNO', 'done'])).toMatchObject({ state: 'DONE', owner: 'U0ANA' });
});

test('a ticket whose finding gets less severe keeps its date, one whose finding gets worse has less time', () => {
  const worse = following(fresh, about({ ...finding, severity: 'CRITICAL' }), AT, dueDays);
  const better = following(fresh, about({ ...finding, severity: 'LOW' }), AT, dueDays);
  expect(worse?.due).toBe(new Date(AT.getTime() + 7 * DAY).toISOString());
  expect(better).toMatchObject({ severity: 'LOW', due: fresh.due });
});

/** What can happen to a ticket, in any order. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant('press' as const),
    who: fc.constantFrom('U0ANA', 'U0BRUNO'),
    move: fc.constantFrom(...TicketMove.options),
    press: fc.nat(30),
  }),
  fc.record({
    what: fc.constant('findings' as const),
    open: fc.boolean(),
    severity: fc.constantFrom('HIGH' as const, 'MEDIUM' as const, 'LOW' as const),
  }),
  fc.record({ what: fc.constant('time' as const), days: fc.integer({ min: 1, max: 40 }) }),
);

test('whatever happens to a ticket in whatever order, what it says of itself holds together', () => {
  void fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      let ticket = fresh;
      let now = AT.getTime();
      let anyOpen = true;
      for (const each of happenings) {
        const before = ticket;
        if (each.what === 'time') {
          now += each.days * DAY;
          ticket = overdue(ticket, new Date(now)) ?? reminded(ticket) ?? ticket;
          expect(overdue(ticket, new Date(now))).toBeUndefined();
        } else if (each.what === 'findings') {
          const state = about({ ...finding, severity: each.severity, recordState: each.open ? 'ACTIVE' : 'ARCHIVED' });
          anyOpen = isOpen(state.findings[0]);
          ticket = following(ticket, state, new Date(now), dueDays) ?? ticket;
          expect(following(Ticket.parse(ticket), state, new Date(now + DAY), dueDays)).toBeUndefined();
          expect(ticket.owner).toBe(before.owner);
        } else {
          const doer = { by: each.who, at: new Date(now), press: String(each.press) };
          ticket = unlessRefused(() => moved(before, each.move, doer)) ?? before;
          expect(unlessRefused(() => moved(ticket, each.move, doer))).toBeUndefined();
          if (ticket.owner !== before.owner) expect(before.state).not.toBe(ticket.state);
        }
        expect(ticket.state === 'CLOSED').toBe(!anyOpen);
        expect(ticket.state === 'TAKEN' || ticket.state === 'DONE').toBe(ticket.owner !== undefined && ticket.state !== 'CLOSED');
        expect(ticket.version >= before.version).toBe(true);
        expect(ticket.version === before.version).toBe(ticket === before);
        expect(ticket.history.length).toBeLessThanOrEqual(20);
        const numbers = ticket.history.map(({ number }) => number);
        expect(numbers).toEqual(numbers.map((_, place) => (numbers[0] ?? 1) + place));
        expect(Ticket.parse(ticket)).toEqual(ticket);
      }
      const known = told(ticket, ticket.history.at(-1)?.number ?? 0) ?? ticket;
      expect(untold(known)).toEqual([]);
      expect(ticketDue(known) === undefined).toBe(!isWaiting(known) || known.reminded === 'overdue');
    }),
    { numRuns: 200 },
  );
});

function unlessRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof UserFacingError) return undefined;
    throw error;
  }
}
