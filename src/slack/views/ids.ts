import type { PressAction } from '../../domain/card.ts';

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

/** callback_id of each modal. */
export const RESOLVE_MODAL = 'resolve';
export const SUPPRESS_MODAL = 'suppress';
export const DETAILS_MODAL = 'details';

/** Where a submitted modal keeps what was typed: `state.values[block][action]`. */
export const NOTE_INPUT = { block: 'note', action: 'text' } as const;
export const REASON_INPUT = { block: 'reason', action: 'class' } as const;
