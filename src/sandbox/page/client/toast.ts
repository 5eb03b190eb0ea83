import { h } from './dom.ts';

const SHOWN_MS = 6000;

// Both regions stand in the page from the start: a screen reader announces only what is added to one it knows.
const polite = h('div', { role: 'status', 'aria-live': 'polite' });
const urgent = h('div', { role: 'alert', 'aria-live': 'assertive' });
// A popover is drawn in the top layer, so that a dialog which is open does not cover it.
export const toasts = h('div', { class: 'toasts', popover: 'manual' }, polite, urgent);

/** Says something at the foot of the page for a few seconds; errors interrupt a screen reader. */
export function toast(text: string, tone: 'info' | 'error'): void {
  const note = h('p', { class: `toast toast-${tone}` }, text);
  (tone === 'error' ? urgent : polite).append(note);
  if (toasts.matches(':popover-open')) toasts.hidePopover();
  toasts.showPopover();
  setTimeout(() => {
    note.remove();
    if (!polite.hasChildNodes() && !urgent.hasChildNodes()) toasts.hidePopover();
  }, SHOWN_MS);
}
