import { commonDetail, type EventOut } from './events-out.ts';
import type { Finding } from './finding.ts';
import { type Doer, type EventType, eventStep } from './outgoing.ts';
import type { HistoryEntry, Ticket, TicketChange } from './ticket.ts';

const TYPES: Record<TicketChange, EventType> = {
  opened: 'Ticket Opened',
  taken: 'Ticket Taken',
  done: 'Ticket Done',
  're-opened': 'Ticket Reopened',
  'given back': 'Ticket Given Back',
  closed: 'Ticket Closed',
  returned: 'Ticket Reopened',
  overdue: 'Ticket Overdue',
};

/** The event about one change of a ticket, with the ticket as it stands now. Its id is the same however often it is made. */
export function ticketEvent(ticket: Ticket, { number, did, by, at }: HistoryEntry, lead: Finding | undefined, link?: string): EventOut {
  const { key, title, severity, state, owner, due, account, region, findings } = ticket;
  const step = eventStep(`${key}.${number}`, TYPES[did], doerOf(by), new Date(at));
  return {
    type: step.type,
    resources: (lead?.resources ?? []).map(({ id }) => id).filter((id) => id.startsWith('arn:')),
    detail: {
      ...commonDetail(step, link),
      ticket: { key, title, severity, state, ...(owner !== undefined && { owner }), due, account, region },
      findings: findings.map(({ id, productArn }) => ({ id, productArn })),
    },
  };
}

function doerOf(by: string): Doer {
  if (by === 'policy' || by === 'clock') return { by, from: 'shub' };
  return { by, from: by === 'Security Hub' ? 'outside' : 'slack' };
}
