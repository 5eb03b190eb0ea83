import type { MessageRow } from '../../protocol.ts';
import { h, keyedList, refill } from '../dom.ts';
import { move, nameOf, onMove, onPhone, PAGE_OF_MESSAGES, place } from '../place.ts';
import { send } from '../send.ts';
import { onChange, row, rows } from '../store.ts';
import { dayOf, tsToMs } from '../time.ts';
import { composer } from './composer.ts';
import { drawMessage } from './message.ts';
import { readingPlace } from './reading-place.ts';

/** The open channel: its head, its newest messages and the line to write in. */
export function channelScreen(): HTMLElement {
  const title = h('div', { class: 'channel-title' });
  const back = h(
    'button',
    { type: 'button', class: 'icon back', 'aria-label': 'Channels', on: { click: () => move({ screen: 'list' }) } },
    '‹',
  );
  const head = h('header', { class: 'screen-head' }, back, title);
  const earlier = h('div', { class: 'earlier' });
  const list = h('div', { class: 'message-list' });
  const scroller = h('div', { class: 'messages', tabindex: 0, role: 'log', 'aria-label': 'Messages' }, earlier, list);
  const draw = keyedList<Line>(list, keyOf, drawLine);
  const reading = readingPlace(scroller, markRead);
  let shown = '';

  const drawTitle = () => {
    const channel = row('channels', place.channel);
    const name = channel?.with ? nameOf(channel.with) : `# ${channel?.name ?? ''}`;
    const notes = [channel?.topic, channel?.shared && 'shared with another organisation', channel?.archived && 'archived'];
    refill(title, h('h2', {}, channel ? name : 'No channel'), h('p', { class: 'quiet' }, notes.filter(Boolean).join(' · ')));
  };
  onChange(['channels', 'people', 'workspace'], drawTitle);
  onMove(drawTitle);

  onChange(['messages', 'window', 'people', 'channels'], () => {
    const showing = row('window', 'it');
    if (showing?.channel !== place.channel) return;
    const fresh = shown !== `${place.as} ${place.channel}`;
    shown = `${place.as} ${place.channel}`;
    reading.change(() => {
      draw(linesOf(rows('messages')));
      refill(earlier, ...earlierButton(showing.earlier));
    }, fresh);
    if (reading.atEnd()) markRead();
  });

  onMove((before) => {
    // Until the new channel's messages come there are none; the old one's would stand under its name.
    if (before.channel !== place.channel || before.as !== place.as) draw([]);
    if (before.half !== place.half || before.screen !== place.screen) reading.restore();
    if (place.screen === 'channel' && reading.atEnd()) markRead();
  });
  document.addEventListener('visibilitychange', markRead);
  return h('section', { class: 'screen channel-screen', 'aria-label': 'Channel' }, head, scroller, composer());
}

type Line = MessageRow | { day: string };
const keyOf = (line: Line) => ('day' in line ? line.day : `${line.ts}${line.ephemeral ? ' only you' : ''}`);
const drawLine = (line: Line) => ('day' in line ? h('div', { class: 'day' }, h('span', {}, line.day)) : drawMessage(line, 'channel'));

const dividers = new Map<string, { day: string }>();

function linesOf(messages: MessageRow[]): Line[] {
  const roots = messages.filter(
    ({ channel, ts, thread, broadcast }) => channel === place.channel && (!thread || thread === ts || broadcast),
  );
  const lines: Line[] = [];
  let last = '';
  for (const message of roots.sort((a, b) => (a.ts < b.ts ? -1 : 1))) {
    const day = dayOf(tsToMs(message.ts));
    const divider = dividers.get(day) ?? { day };
    dividers.set(day, divider);
    if (day !== last) lines.push(divider);
    last = day;
    lines.push(message);
  }
  return lines;
}

function earlierButton(earlier: number): HTMLElement[] {
  if (earlier === 0) return [h('p', { class: 'quiet' }, 'This is the very beginning of the channel')];
  const more = () => move({ count: place.count + PAGE_OF_MESSAGES });
  return [h('button', { type: 'button', class: 'button', 'data-key': 'earlier', on: { click: more } }, `Show earlier (${earlier})`)];
}

/** Whoever has the newest message before their eyes has read the channel. */
function markRead(): void {
  const unread = row('channels', place.channel)?.unread ?? 0;
  const visible = place.screen === 'channel' && !document.hidden && (!onPhone() || place.half === 'slack');
  const newest = rows('messages')
    .filter(({ channel }) => channel === place.channel)
    .reduce((max, { ts }) => (ts > max ? ts : max), '');
  if (visible && unread > 0 && newest) void send({ do: 'read', as: place.as, channel: place.channel, ts: newest });
}
