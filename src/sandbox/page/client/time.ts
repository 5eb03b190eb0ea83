import { row } from './store.ts';

let heard = { now: Date.now(), at: performance.now() };

/** The sandbox's clock told its time. */
export function heardTheTime(): void {
  const clock = row('clock', 'it');
  if (clock) heard = { now: clock.now, at: performance.now() };
}

/** Now, on the sandbox's clock. */
export function now(): number {
  return heard.now + performance.now() - heard.at;
}

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options);
const TIME = format({ hour: '2-digit', minute: '2-digit' });
const SECONDS = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric' });
const DATE: Record<string, Intl.DateTimeFormat> = {
  date: new Intl.DateTimeFormat('en-US', { month: 'long', day: 'numeric', year: 'numeric' }),
  date_short: new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', year: 'numeric' }),
  date_long: new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' }),
  date_num: new Intl.DateTimeFormat('en-CA'),
};

export const timeOf = (ms: number): string => TIME.format(ms);
export const secondsOf = (ms: number): string => SECONDS.format(ms);
export const tsToMs = (ts: string): number => Number(ts) * 1000;

/** `Today`, `Yesterday` or the weekday and date. */
export function dayOf(ms: number): string {
  return relativeDay(ms) ?? DAY.format(ms);
}

function relativeDay(ms: number): string | undefined {
  const day = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  const apart = Math.round((day(ms) - day(now())) / 86_400_000);
  return { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' }[String(apart)];
}

/** `3 minutes ago`, `in 2 hours`. */
export function ago(ms: number): string {
  const seconds = Math.round((ms - now()) / 1000);
  if (Math.abs(seconds) < 5) return 'just now';
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' });
  for (const [unit, length] of [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ] as const) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(seconds, 'second');
}

/** Fills Slack's date tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export function formatDate(unix: number, pattern: string): string {
  const ms = unix * 1000;
  return pattern.replace(/\{(\w+)\}/g, (whole, token: string) => {
    if (token === 'time') return timeOf(ms);
    if (token === 'time_secs') return secondsOf(ms);
    if (token === 'ago') return ago(ms);
    if (token === 'day_divider_pretty') return dayOf(ms);
    const pretty = token.endsWith('_pretty');
    const near = pretty ? relativeDay(ms) : undefined;
    return near ?? DATE[pretty ? token.slice(0, -'_pretty'.length) : token]?.format(ms) ?? whole;
  });
}
