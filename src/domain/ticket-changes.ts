import { leadFirst } from './card-changes.ts';
import { type Finding, isOpen, type Severity, severityRank } from './finding.ts';
import type { Policy } from './policy.ts';
import { UserFacingError } from './refusal.ts';
import { HISTORY_LENGTH, type HistoryEntry, isWaiting, type Ticket, type TicketChange, type TicketMove } from './ticket.ts';

type DueDays = Policy['tickets']['dueDays'];

/** Who did it, when, and by which press if it was one. */
export interface Doer {
  by: string;
  at: Date;
  press?: string | undefined;
}

/** The problem a ticket is about: the findings known of it and the channels in which it has a card. */
export interface Subject {
  problem: string;
  findings: readonly [Finding, ...Finding[]];
  channels: readonly string[];
}

/** A new ticket about a problem. */
export function opened({ problem, findings, channels }: Subject, doer: Doer, dueDays: DueDays): Ticket {
  const [lead = findings[0]] = leadFirst(findings);
  return changed(
    {
      key: problem,
      ...taleOf(lead),
      findings: refsOf(findings),
      state: 'OPEN',
      due: dueFrom(doer.at, lead.severity, dueDays),
      reminded: 'nothing',
      openedBy: doer.by,
      openedAt: doer.at.toISOString(),
      channels: [...channels].sort(),
      history: [],
      version: 0,
      told: 0,
    },
    'opened',
    doer,
  );
}

/**
 * The ticket in line with its findings: closed when none of them is open any more, open again when one is, its due date
 * sooner when they got more severe. Undefined when it is in line already.
 */
export function following(ticket: Ticket, { findings, channels }: Subject, at: Date, dueDays: DueDays): Ticket | undefined {
  const [lead = findings[0]] = leadFirst(findings);
  const worse = severityRank(lead.severity) < severityRank(ticket.severity);
  const sooner = dueFrom(at, lead.severity, dueDays);
  const retold: Ticket = {
    ...ticket,
    ...taleOf(lead),
    findings: refsOf(findings),
    channels: [...new Set([...ticket.channels, ...channels])].sort(),
    ...(worse && sooner < ticket.due && { due: sooner, reminded: 'nothing' }),
  };
  const hub: Doer = { by: 'Security Hub', at };
  if (!findings.some(isOpen)) return ticket.state === 'CLOSED' ? undefined : closedByFinding(retold, hub);
  if (ticket.state === 'CLOSED') return returned(retold, hub, dueDays);
  return JSON.stringify(retold) === JSON.stringify(ticket) ? undefined : { ...retold, version: ticket.version + 1 };
}

/** Nothing about the problem is open any more. Its owner stays known, for when it returns. */
const closedByFinding = (ticket: Ticket, doer: Doer): Ticket => changed({ ...ticket, state: 'CLOSED' }, 'closed', doer);

/** It came back after it was closed: to whoever had it, with all the time its severity gives. */
const returned = (ticket: Ticket, doer: Doer, dueDays: DueDays): Ticket =>
  changed({ ...waiting(ticket), due: dueFrom(doer.at, ticket.severity, dueDays), reminded: 'nothing' }, 'returned', doer);

/**
 * What a press makes of a ticket; undefined when it has made that of it already. Throws what to tell the person where
 * someone else was faster or there is nothing to be done.
 */
export function moved(ticket: Ticket, move: TicketMove, doer: Doer): Ticket | undefined {
  if (doer.press !== undefined && ticket.history.some(({ press }) => press === doer.press)) return undefined;
  return MOVES[move](ticket, doer);
}

const MOVES: Record<TicketMove, (ticket: Ticket, doer: Doer) => Ticket | undefined> = {
  take: taken,
  done,
  reopen: reopened,
  'give back': givenBack,
};

function taken(ticket: Ticket, doer: Doer): Ticket | undefined {
  if (ticket.state === 'TAKEN' && ticket.owner === doer.by) return undefined;
  if (ticket.state !== 'OPEN') throw refusal(ticket, doer);
  return changed({ ...ticket, state: 'TAKEN', owner: doer.by }, 'taken', doer);
}

function done(ticket: Ticket, doer: Doer): Ticket | undefined {
  if (ticket.state === 'DONE' && lastOf(ticket, 'done')?.by === doer.by) return undefined;
  if (!isWaiting(ticket)) throw refusal(ticket, doer);
  return changed({ ...ticket, state: 'DONE', owner: ticket.owner ?? doer.by }, 'done', doer);
}

function reopened(ticket: Ticket, doer: Doer): Ticket | undefined {
  if (isWaiting(ticket) && lastOf(ticket, 're-opened')?.by === doer.by) return undefined;
  if (ticket.state !== 'DONE') throw refusal(ticket, doer);
  return changed(waiting(ticket), 're-opened', doer);
}

function givenBack(ticket: Ticket, doer: Doer): Ticket | undefined {
  if (ticket.state === 'OPEN' && lastOf(ticket, 'given back')?.by === doer.by) return undefined;
  if (ticket.state !== 'TAKEN') throw refusal(ticket, doer);
  const { owner: _owner, ...rest } = ticket;
  return changed({ ...rest, state: 'OPEN' }, 'given back', doer);
}

/** Its due date has passed and someone still has to do something. Undefined when that is not so, or known. */
export function overdue(ticket: Ticket, at: Date): Ticket | undefined {
  if (!isWaiting(ticket) || ticket.reminded === 'overdue' || Date.parse(ticket.due) > at.getTime()) return undefined;
  return changed({ ...ticket, reminded: 'overdue' }, 'overdue', { by: 'clock', at });
}

/** Its owner was reminded, or has nobody to be reminded. */
export const reminded = (ticket: Ticket): Ticket | undefined =>
  isWaiting(ticket) && ticket.reminded === 'nothing' ? { ...ticket, reminded: 'soon', version: ticket.version + 1 } : undefined;

/** Everybody outside knows of its changes up to this one. */
export const told = (ticket: Ticket, number: number): Ticket | undefined =>
  ticket.told >= number ? undefined : { ...ticket, told: number };

const waiting = (ticket: Ticket): Ticket => ({ ...ticket, state: ticket.owner === undefined ? 'OPEN' : 'TAKEN' });

/** The ticket with one more change in its history; how it stands because of that is the caller's. */
export function changed(ticket: Ticket, did: TicketChange, { by, at, press }: Doer): Ticket {
  const number = (ticket.history.at(-1)?.number ?? 0) + 1;
  const entry: HistoryEntry = { number, did, by, at: at.toISOString(), ...(press !== undefined && { press }) };
  return { ...ticket, version: ticket.version + 1, history: [...ticket.history, entry].slice(-HISTORY_LENGTH) };
}

/** The newest change, if it was this one. */
function lastOf({ history }: Ticket, did: TicketChange): HistoryEntry | undefined {
  const last = history.at(-1);
  return last?.did === did ? last : undefined;
}

const DAY_MS = 24 * 3600_000;

const dueFrom = (at: Date, severity: Severity, dueDays: DueDays): string =>
  new Date(at.getTime() + dueDays[severity] * DAY_MS).toISOString();

const refsOf = (findings: readonly Finding[]): Ticket['findings'] =>
  [...findings].sort((a, b) => a.key.localeCompare(b.key)).map(({ key, id, productArn }) => ({ id, productArn, key }));

/** What a ticket tells of its findings, as the most urgent of them says it. */
function taleOf({
  title,
  severity,
  account,
  region,
  resources: [first],
}: Finding): Pick<Ticket, 'title' | 'severity' | 'account' | 'region' | 'resource'> {
  return { title, severity, account, region, ...(first && { resource: first.name || first.id }) };
}

/** Why a press that someone else overtook, or that came too late, changes nothing. */
function refusal({ state, owner, history }: Ticket, { by }: Doer): UserFacingError {
  const nothing = 'Nothing was changed.';
  const last = history.at(-1);
  const who = (id: string) => (id === by ? 'You have' : `<@${id}> has`);
  switch (state) {
    case 'TAKEN':
      return new UserFacingError('already_done', `${who(owner ?? '')} taken this ticket already. ${nothing}`);
    case 'OPEN':
      return new UserFacingError('already_done', `This ticket is open and nobody has it now. ${nothing}`);
    case 'DONE':
      return new UserFacingError('already_done', `${who(last?.by ?? '')} marked this ticket as done. ${nothing}`);
    case 'CLOSED':
      return new UserFacingError(
        'already_done',
        `This ticket is closed because its finding is: it opens again by itself when the finding is re-opened or comes back. ${nothing}`,
      );
  }
}
