import type { PressAction } from '../../domain/card.ts';
import type { TicketList, TicketMove } from '../../domain/ticket.ts';

/** What Slack sends back when someone uses what the views draw; the listeners are registered under these. */

export const PRESS_IDS = {
  acknowledge: 'finding:acknowledge',
  resolve: 'finding:resolve',
  suppress: 'finding:suppress',
  reopen: 'finding:reopen',
} as const satisfies Record<PressAction, string>;

/** Opens the details modal; the value is a card's or, without a version, a finding's key. */
export const DETAILS_ID = 'finding:details';

/** Shows one row of a list; the value is the finding's key. */
export const SHOW_ID = 'findings:show';
export const NEXT_ID = 'findings:next';
export const PREVIOUS_ID = 'findings:previous';

/** Opens a ticket, or shows the one there is; the value is as for the details. */
export const TICKET_ID = 'finding:ticket';
export const MOVE_IDS = {
  take: 'ticket:take',
  done: 'ticket:done',
  reopen: 'ticket:reopen',
  'give back': 'ticket:give-back',
} as const satisfies Record<TicketMove, string>;
export const LIST_IDS = {
  open: 'tickets:open',
  mine: 'tickets:mine',
  due: 'tickets:due',
  done: 'tickets:done',
} as const satisfies Record<TicketList, string>;
export const TICKETS_NEXT_ID = 'tickets:next';
export const TICKETS_PREVIOUS_ID = 'tickets:previous';

/** Looks at everything once more. */
export const HEALTH_AGAIN_ID = 'health:again';

/** callback_id of each modal. */
export const RESOLVE_MODAL = 'resolve';
export const SUPPRESS_MODAL = 'suppress';
export const DETAILS_MODAL = 'details';
export const NEW_FINDING_MODAL = 'new-finding';

/** Where a submitted modal keeps what was typed: `state.values[block][action]`. */
export const NOTE_INPUT = { block: 'note', action: 'text' } as const;
export const REASON_INPUT = { block: 'reason', action: 'class' } as const;
