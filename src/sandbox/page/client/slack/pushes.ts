import type { PushRow } from '../../protocol.ts';
import { sinceThen } from '../ago.ts';
import { h } from '../dom.ts';
import { withEmoji } from '../emoji.ts';
import { onMove, onPhone, openChannel, place } from '../place.ts';
import { onChange, row, rows } from '../store.ts';
import { now } from '../time.ts';

const SHOWN_MS = 5000;
/** A busy channel lights the phone up once, not without end. */
const REST_MS = 10_000;
/** A finger that went this far up, in pixels, put the banner away and did not mean to open it. */
const SWIPE = 24;

/** The banner that a new message puts on the person's phone when it is not before their eyes already; a swipe up or Escape puts it away. */
export function pushBanner(): HTMLElement {
  const banner = h('div', { class: 'push-banner', role: 'status', 'aria-live': 'polite' });
  let newest: string | undefined;
  /** When this person's phone was picked up, on the sandbox's clock. */
  let since: number | undefined;
  let restUntil = 0;
  let timer = 0;
  const away = () => {
    clearTimeout(timer);
    banner.replaceChildren();
    banner.style.removeProperty('transform');
  };

  onChange(['pushes'], () => {
    const last = rows('pushes').at(-1);
    // What was pushed before lights nothing up any more.
    since ??= now();
    const news = last && last.id !== newest && last.at > since;
    newest = last?.id;
    if (!news || isBeforeTheirEyes(last) || performance.now() < restUntil) return;
    banner.replaceChildren(pushCard(last));
    restUntil = performance.now() + SHOWN_MS + REST_MS;
    timer = window.setTimeout(away, SHOWN_MS);
  });
  onChange(['clock'], () => {
    since ??= now();
  });
  onMove((before) => {
    // Somebody else has another phone, and what was opened needs no telling any more.
    if (before.as !== place.as || before.channel !== place.channel || before.half !== place.half) away();
    if (before.as === place.as) return;
    restUntil = 0;
    since = now();
  });
  banner.addEventListener('keydown', ({ key }) => key === 'Escape' && away());
  swipedUp(banner, away);
  return banner;
}

function swipedUp(banner: HTMLElement, away: () => void): void {
  let from: number | undefined;
  let went = 0;
  banner.addEventListener('pointerdown', (event) => {
    from = event.clientY;
    went = 0;
  });
  banner.addEventListener('pointermove', (event) => {
    if (from === undefined) return;
    went = Math.min(0, event.clientY - from);
    // Only once it is no tap any more: what is captured is not clicked.
    if (went < -4) banner.setPointerCapture(event.pointerId);
    banner.style.transform = `translateY(${went}px)`;
  });
  const end = () => {
    from = undefined;
    banner.style.removeProperty('transform');
    if (went < -SWIPE) away();
  };
  banner.addEventListener('pointerup', end);
  banner.addEventListener('pointercancel', end);
}

function isBeforeTheirEyes({ channel, thread }: PushRow): boolean {
  if (document.hidden || place.screen !== 'channel' || place.channel !== channel) return false;
  if (onPhone() && place.half !== 'slack') return false;
  return thread === undefined || place.thread === thread;
}

/** One notification, as a phone shows it: the app, the place, and the message's plain text in four lines at most. */
export function pushCard({ from, place: where, text, at, channel, thread }: PushRow): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'push', on: { click: () => openChannel(channel, thread) } },
    h('span', { class: 'push-icon', 'aria-hidden': 'true' }, '🛡️'),
    h('span', { class: 'push-head' }, h('strong', {}, where ? `${from} in ${where}` : from), h('small', {}, sinceThen(at))),
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
