import type { PressAction } from '../../domain/card.ts';
import type { ExportFormat } from '../../domain/request.ts';
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

export const INSIGHT_IDS = {
  create: 'insight:create',
  /** The value is a FindingsQuery. */
  ofList: 'insight:of-list',
  show: 'insight:show',
  behind: 'insight:findings',
  make: 'insight:make',
  remove: 'insight:delete',
} as const;
export const INSIGHT_MODAL = 'new-insight';
/** block_id of each input of that form. */
export const INSIGHT_INPUTS = { name: 'insight-name', groupBy: 'insight-group-by', filters: 'insight-filters' } as const;

/** The data of a report; the value is a ReportRef. */
export const EXPORT_IDS = { csv: 'report:csv', json: 'report:json', html: 'report:html' } as const satisfies Record<ExportFormat, string>;

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
