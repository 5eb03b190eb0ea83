import { h } from '../dom.ts';
import { onChange, row } from '../store.ts';
import { ago, now, secondsOf } from '../time.ts';

/** The time everything in the sandbox agrees on, and when the next thing is due on it. */
export function clockTab(): HTMLElement {
  const time = h('p', { class: 'clock-time' });
  const date = h('p', { class: 'quiet' });
  const next = h('p', {});
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full' });
  const draw = () => {
    time.textContent = secondsOf(now());
    date.textContent = day.format(now());
    const due = row('clock', 'it')?.next;
    next.textContent = due ? `Next due: ${secondsOf(due)} (${ago(due)})` : 'Nothing is due.';
  };
  onChange(['clock'], draw);
  // The time goes on between two words from the server.
  setInterval(draw, 1000);
  return h('div', { class: 'clock' }, time, date, next);
}
