import type { AuditEntry } from '../audit.ts';
import type { Finding } from '../finding.ts';
import type { Policy } from '../policy.ts';
import { isWaiting, type Ticket, TicketChange } from '../ticket.ts';
import { changed, opened } from '../ticket-changes.ts';

interface Lost {
  finding: Finding;
  /** What the audit trail has about the finding, oldest first. */
  chain: readonly AuditEntry[];
  installedAt: Date;
  dueDays: Policy['tickets']['dueDays'];
  now: Date;
}

const DAY_MS = 24 * 3600_000;

/**
 * The ticket about a finding as people left it; undefined when nobody ever had to do with one. What the policy, Security Hub and the
 * clock did to it is not on record: that it was opened counts from the finding's own beginning, and whether its findings are
 * closed is seen to afterwards. Everybody has been told all of it.
 */
export function recoveredTicket({ finding, chain, installedAt, dueDays, now }: Lost): Ticket | undefined {
  const presses = chain.flatMap(({ phase, action, result, who, at }) => {
    const { data: did } = TicketChange.safeParse(result);
    return phase === 'done' && action === 'ticket' && did ? [{ did, by: who, at: new Date(at) }] : [];
  });
  const [first, ...later] = presses;
  if (!first) return undefined;
  const byPerson = first.did === 'opened';
  const since = new Date(Math.max(Date.parse(finding.createdAt), installedAt.getTime()));
  const about = { problem: finding.problem, findings: [finding] as const, channels: [] };
  const ticket = (byPerson ? later : presses).reduce(
    (before, { did, by, at }) => changed(stateAfter(before, did, by), did, { by, at }),
    opened(about, byPerson ? first : { by: 'policy', at: since }, dueDays),
  );
  return { ...ticket, told: ticket.history.at(-1)?.number ?? 0, reminded: remindedBy(ticket, now) };
}

function stateAfter(ticket: Ticket, did: TicketChange, by: string): Ticket {
  const { owner, ...rest } = ticket;
  const person = /^[UW][A-Z0-9]+$/.test(by) ? by : undefined;
  switch (did) {
    case 'taken':
      return { ...rest, state: 'TAKEN', ...(person !== undefined && { owner: person }) };
    case 'done':
      return { ...rest, state: 'DONE', ...((owner ?? person) !== undefined && { owner: owner ?? person }) };
    case 're-opened':
      return { ...ticket, state: owner === undefined ? 'OPEN' : 'TAKEN' };
    case 'given back':
      return { ...rest, state: 'OPEN' };
    default:
      return ticket;
  }
}

/** What had passed when the table was lost was told then. */
function remindedBy(ticket: Ticket, now: Date): Ticket['reminded'] {
  const left = Date.parse(ticket.due) - now.getTime();
  if (!isWaiting(ticket) || left > DAY_MS) return 'nothing';
  return left > 0 ? 'soon' : 'overdue';
}
