import type { PushRow } from '../../protocol.ts';
import { h, keyedList } from '../dom.ts';
import { nameOf, onMove, place } from '../place.ts';
import { pushCard } from '../slack/pushes.ts';
import { onChange, rows } from '../store.ts';
import { now, timeOf } from '../time.ts';

/** The phone of whoever you are, lying on the table: what Slack has pushed to it, the newest on top. */
export function lockScreenTab(): HTMLElement {
  const time = h('p', { class: 'lock-time' });
  const whose = h('p', { class: 'lock-whose' });
  const list = h('div', { class: 'lock-list' });
  const draw = keyedList<PushRow>(list, ({ id }) => id, pushCard);
  const again = () => {
    time.textContent = timeOf(now());
    const pushes = rows('pushes').reverse();
    whose.textContent = pushes.length > 0 ? `${nameOf(place.as)}’s phone` : `Nothing on ${nameOf(place.as)}’s phone yet`;
    draw(pushes);
  };
  onChange(['pushes', 'people', 'clock'], again);
  onMove(again);
  return h('div', { class: 'lock-screen' }, time, whose, list);
}
