import type { RowAction } from '../../domain/face.ts';
import type { ExportFormat } from '../../domain/request.ts';
import type { ControlList } from '../../domain/standard-control.ts';
import type { TicketList, TicketMove } from '../../domain/ticket.ts';

/** What Slack sends back when someone uses what the views draw; the listeners are registered under these. */

export const PRESS_IDS = {
  acknowledge: 'finding:acknowledge',
  resolve: 'finding:resolve',
  suppress: 'finding:suppress',
  reopen: 'finding:reopen',
  snooze: 'finding:snooze',
  undo: 'finding:undo',
} as const satisfies Record<RowAction, string>;

/** Opens the details modal; the value is a card's or, without a version, a finding's key. */
export const DETAILS_ID = 'finding:details';

/** The menu of a card: `<what>|<value of a button>`; see more-menu.ts. */
export const MORE_ID = 'finding:more';

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

/** A second person's word on a suppression. */
export const VERDICT_IDS = { approve: 'suppression:approve', refuse: 'suppression:refuse' } as const;
/** Still at it. */
export const HOLD_ID = 'acknowledged:confirm';

/** Ends a suppression, turns the pages of the register, hands it over as a file. */
export const EXCEPTION_IDS = {
  end: 'exception:end',
  next: 'exceptions:next',
  previous: 'exceptions:previous',
  csv: 'exceptions:csv',
  json: 'exceptions:json',
} as const;

export const INSIGHT_IDS = {
  create: 'insight:create',
  /** The value is a FindingsQuery. */
  ofList: 'insight:of-list',
  /** The value of this and the next is the insight's ARN. */
  show: 'insight:show',
  edit: 'insight:edit',
  /** A menu of AWS's own. */
  managed: 'insight:managed',
  behind: 'insight:findings',
  remove: 'insight:delete',
  /** In a preview: back to the form. */
  back: 'insight:back',
  /** The value is the number of the page. */
  next: 'insights:next',
  previous: 'insights:previous',
} as const;
export const INSIGHT_MODAL = 'insight-form';
export const INSIGHT_PREVIEW = 'insight-preview';

/** The data of a report; the value is a ReportRef. */
export const EXPORT_IDS = { csv: 'report:csv', json: 'report:json', html: 'report:html' } as const satisfies Record<ExportFormat, string>;

/** Looks at everything once more. */
export const HEALTH_AGAIN_ID = 'health:again';

/** All standards, in place of what it is pressed in. */
export const STANDARDS_ID = 'standards:list';
/** The value is the standard's key. */
export const SWITCH_STANDARD_IDS = { enable: 'standard:enable', disable: 'standard:disable' } as const;
export const CONTROLS_ID = 'standard:controls';
/** The value is a place in the list of controls. */
export const CONTROL_LIST_IDS = {
  failed: 'controls:failed',
  passed: 'controls:passed',
  off: 'controls:off',
  all: 'controls:all',
} as const satisfies Record<ControlList, string>;
export const CONTROLS_NEXT_ID = 'controls:next';
export const CONTROLS_PREVIOUS_ID = 'controls:previous';
export const CONTROL_MENU_ID = 'control:menu';

/** Begins a sweep; the value is what it was said to go through. */
export const SWEEP_ID = 'sweep:start';

/** A change of many: what it is asked from, the choice in its form, and what takes it back. */
export const BULK_IDS = { list: 'bulk:list', sheet: 'bulk:sheet', undo: 'bulk:undo' } as const;
export const BULK_INPUT = 'bulk-action';
export const BULK_ACTION_ID = 'bulk:action';

/** The queue of one card at a time; each carries a QueuePlace. */
export const NEXT_CARD_IDS = {
  acknowledge: 'next:acknowledge',
  snooze: 'next:snooze',
  resolve: 'next:resolve',
  suppress: 'next:suppress',
  skip: 'next:skip',
} as const;
export const MINE_IDS = { next: 'mine:next', previous: 'mine:previous' } as const;

/** In the app's Home. */
export const HOME_IDS = {
  next: 'home:next',
  find: 'home:find',
  report: 'home:report',
  handover: 'home:handover',
  create: 'home:new',
  score: 'home:score',
  onCall: 'home:oncall',
  mine: 'home:mine',
  exceptions: 'home:exceptions',
} as const;

/** callback_id of each modal. */
export const BULK_MODAL = 'bulk';
export const SWITCH_OFF_MODAL = 'switch-off-control';
export const RESOLVE_MODAL = 'resolve';
export const ESCALATE_MODAL = 'escalate';
export const SUPPRESS_MODAL = 'suppress';
export const SNOOZE_MODAL = 'snooze';
export const ASSIGN_MODAL = 'assign';
export const NOTE_MODAL = 'note';
export const FIND_MODAL = 'find';
export const POST_MODAL = 'post-to-channel';
export const DETAILS_MODAL = 'details';
export const NEW_FINDING_MODAL = 'new-finding';

/** Where a submitted modal keeps what was typed: `state.values[block][action]`. */
export const NOTE_INPUT = { block: 'note', action: 'text' } as const;
export const CHANNEL_INPUT = { block: 'channel', action: 'conversation' } as const;
export const WHOM_INPUT = { block: 'whom', action: 'people' } as const;
export const UNTIL_INPUT = { block: 'until', action: 'day' } as const;
export const FOR_INPUT = { block: 'for', action: 'preset' } as const;
export const TIME_INPUT = { block: 'time', action: 'at' } as const;
export const WHOSE_INPUT = { block: 'whose', action: 'kind' } as const;
export const ASSIGNEE_INPUT = { block: 'assignee', action: 'person' } as const;
export const REASON_INPUT = { block: 'reason', action: 'class' } as const;
