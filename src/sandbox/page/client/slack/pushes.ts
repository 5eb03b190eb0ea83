import type { PushRow } from '../../protocol.ts';
import { h } from '../dom.ts';
import { withEmoji } from '../emoji.ts';
import { onMove, onPhone, openChannel, place } from '../place.ts';
import { onChange, row, rows } from '../store.ts';
import { ago, now } from '../time.ts';

const SHOWN_MS = 6000;
const FRESH_MS = 10_000;

/** The banner that a new message puts on the person's lock screen, when it is not before their eyes already. */
export function pushBanner(): HTMLElement {
  const banner = h('div', { class: 'push-banner', role: 'status', 'aria-live': 'polite' });
  let newest: string | undefined;
  let timer = 0;

  onChange(['pushes'], () => {
    const last = rows('pushes').at(-1);
    // What was pushed long before the page was opened lights nothing up any more.
    const news = last && last.id !== newest && now() - last.at < FRESH_MS;
    newest = last?.id;
    if (!news || isBeforeTheirEyes(last)) return;
    banner.replaceChildren(pushCard(last));
    clearTimeout(timer);
    timer = window.setTimeout(() => banner.replaceChildren(), SHOWN_MS);
  });
  onMove((before) => {
    // Somebody else has another phone.
    if (before.as !== place.as) banner.replaceChildren();
  });
  return banner;
}

function isBeforeTheirEyes({ channel, thread }: PushRow): boolean {
  if (document.hidden || onPhone()) return false;
  return place.screen === 'channel' && place.channel === channel && (!thread || place.thread === thread);
}

/** One notification, as a phone shows it: the app, the place, and the message's plain text in four lines at most. */
export function pushCard({ from, place: where, text, at, channel, thread }: PushRow): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'push', on: { click: () => openChannel(channel, thread) } },
    h('span', { class: 'push-icon', 'aria-hidden': 'true' }, '🛡️'),
    h('span', { class: 'push-head' }, h('strong', {}, where ? `${from} in ${where}` : from), h('small', {}, ago(at))),
    h('span', { class: 'push-text' }, withEmoji(asPushed(text))),
  );
}

/** Slack pushes plain text: names for mentions, words for links, no formatting, dates as their fallback. */
function asPushed(text: string): string {
  return text
    .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${row('people', id)?.name ?? id}`)
    .replace(/<#(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `#${row('channels', id)?.name ?? id}`)
    .replace(/<!subteam\^(\w+)(?:\|[^>]*)?>/g, (_, id: string) => `@${row('groups', id)?.handle ?? id}`)
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(\w+)>/g, '@$1')
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
