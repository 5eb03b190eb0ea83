import type { MessageRow } from '../../protocol.ts';
import { h, keyedList } from '../dom.ts';
import { move, onMove, place } from '../place.ts';
import { send } from '../send.ts';
import { onChange, row, rows } from '../store.ts';
import { toast } from '../toast.ts';
import { drawMessage } from './message.ts';
import { readingPlace } from './reading-place.ts';

/** The panel beside a channel (over it on a phone) with one message and its replies. */
export function threadPanel(): HTMLElement {
  const where = h('p', { class: 'quiet' });
  const close = () => {
    const { thread, channel } = place;
    move({ thread: undefined });
    document.querySelector<HTMLElement>(`[data-key="${CSS.escape(`thread of ${channel} ${thread}`)}"]`)?.focus();
  };
  const closer = h('button', { type: 'button', class: 'icon', 'aria-label': 'Close thread', on: { click: close } }, '✕');
  const list = h('div', { class: 'message-list' });
  const scroller = h('div', { class: 'messages', tabindex: 0, role: 'log', 'aria-label': 'Messages in this thread' }, list);
  const input = h('input', { type: 'text', 'aria-label': 'Reply in thread', placeholder: 'Reply…', autocomplete: 'off' });
  const form = h('form', { class: 'composer' }, input, h('button', { type: 'submit', class: 'button primary' }, 'Send'));
  const panel = h(
    'aside',
    { class: 'thread-panel', 'aria-label': 'Thread', hidden: true },
    h('header', { class: 'screen-head' }, h('div', { class: 'channel-title' }, h('h2', {}, 'Thread'), where), closer),
    scroller,
    form,
  );
  const draw = keyedList<MessageRow>(
    list,
    ({ ts, ephemeral }) => `${ts} ${ephemeral}`,
    (message) => drawMessage(message, 'thread'),
  );

  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    const { as, channel, thread } = place;
    if (!text || !thread) return;
    const command = text.startsWith('/') && text.split(' ')[0];
    if (command) return toast(`${command} is not supported in threads. Sorry!`, 'error');
    input.value = '';
    void send({ do: 'say', as, channel, text, thread });
  });
  onMove((before) => {
    panel.hidden = place.thread === undefined;
    document.documentElement.toggleAttribute('data-thread', place.thread !== undefined);
    if (place.thread && before.thread !== place.thread) closer.focus();
  });
  const reading = readingPlace(scroller, () => undefined);
  let shown: string | undefined;
  onChange(['messages', 'people', 'channels'], () => {
    where.textContent = `# ${row('channels', place.channel)?.name ?? ''}`;
    const inThread = rows('messages').filter(({ ts, thread }) => ts === place.thread || thread === place.thread);
    const fresh = shown !== place.thread;
    shown = place.thread;
    reading.change(() => draw(place.thread ? inThread.sort((a, b) => (a.ts < b.ts ? -1 : 1)) : []), fresh);
  });
  return panel;
}
