import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { TicketRow } from '../../domain/answer.ts';
import type { Finding } from '../../domain/finding.ts';
import { isWaiting, type Ticket, type TicketMark, type TicketMove, type TicketState } from '../../domain/ticket.ts';
import { dotted } from './block-kit.ts';
import { day, person } from './text.ts';
import { WORKFLOW_WORDS } from './words.ts';

const MARK = '🎫';

/** A button's label. */
export const MOVE_LABEL: Record<TicketMove, string> = { take: 'Take', done: 'Done', reopen: 'Re-open', 'give back': 'Give back' };

const STATE_WORDS: Record<TicketState, string> = { OPEN: 'open', TAKEN: 'taken', DONE: 'done', CLOSED: 'closed with its finding' };

/** `🎫 Ticket: taken by @ana · due 12 Dec`: what a card says of it. A message stays as it is, so it names the day. */
export function ticketLine({ state, owner, due, overdue }: Omit<TicketMark, 'version'>): string {
  const when = isWaiting({ state }) && (overdue ? `*overdue* since ${day(due)}` : `due ${day(due)}`);
  return dotted(`${MARK} *Ticket*: ${STATE_WORDS[state]}${ownerWords({ state, owner })}`, when);
}

const ownerWords = ({ state, owner }: { state: TicketState; owner?: string | undefined }): string =>
  owner === undefined
    ? state === 'OPEN'
      ? ', nobody has it'
      : ''
    : state === 'CLOSED'
      ? `, ${person(owner)} had it`
      : ` by ${person(owner)}`;

/** How a ticket stands at that moment, to whoever asked: `taken by you · due in 5 days`. */
export function standingLine({ ticket, finding }: TicketRow, { who, at }: { who: string; at: string }): string {
  const { state, owner } = ticket;
  const whose = owner === who && (state === 'TAKEN' || state === 'DONE') ? ' by you' : ownerWords({ state, owner });
  return dotted(
    `${MARK} ${STATE_WORDS[state]}${whose}`,
    isWaiting(ticket) && dueWords(ticket, at),
    state === 'DONE' && finding && stillOpen(finding),
  );
}

const DAY_MS = 24 * 3600_000;

function dueWords({ due }: Ticket, at: string): string {
  const left = Date.parse(due) - Date.parse(at);
  // Months would be too vague to plan by.
  const distance = formatDistanceStrict(due, at, Math.abs(left) >= DAY_MS ? { unit: 'day' } : {});
  return left <= 0 ? `⏰ *overdue* by ${distance}` : `due in ${distance}`;
}

/** A person's word does not change what Security Hub sees. A ticket whose finding is closed too is not DONE but CLOSED. */
const stillOpen = ({ compliance, workflow }: Finding): string =>
  `the finding is still ${compliance?.status === 'FAILED' ? 'FAILED' : WORKFLOW_WORDS[workflow]} in Security Hub; it stays open there`;
