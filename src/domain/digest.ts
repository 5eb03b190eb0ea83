import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { Severity } from './finding.ts';
import type { Notice } from './notice.ts';
import type { Policy } from './policy.ts';
import type { Report } from './report.ts';
import { controlsChanged, type Snapshot, snapshotOf } from './report-snapshot.ts';
import { exactPercent, percent } from './score.ts';

export type DigestPlan = NonNullable<Policy['digest']>;

/** How many days a digest looks back over. */
export const daysOf = ({ every }: Pick<DigestPlan, 'every'>): number => (every === 'week' ? 7 : 1);

/**
 * The day, `2026-03-29` in the plan's zone, whose digest is due; undefined while none is. It is due from its hour until the
 * day ends, so an hour that summer time leaves out is made up for, and one that comes twice is still one day.
 */
export function digestDue({ at, zone, every }: DigestPlan, now: Date): string | undefined {
  const { day, time, weekday } = localTime(now, zone);
  if (time < at) return undefined;
  if (every === 'week' && weekday !== 'Mon') return undefined;
  if (every === 'weekday' && (weekday === 'Sat' || weekday === 'Sun')) return undefined;
  return day;
}

function localTime(now: Date, timeZone: string): { day: string; time: string; weekday: string } {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' } as const;
  const parts = new Intl.DateTimeFormat('en-US', { ...options, hourCycle: 'h23', timeZone }).formatToParts(now);
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return { day: `${of('year')}-${of('month')}-${of('day')}`, time: `${of('hour')}:${of('minute')}`, weekday: of('weekday') };
}

/** What changed since the oldest snapshot of the period, in a few lines. */
export function digestNotice(report: Report): Notice {
  const now = snapshotOf(report, new Date(report.at));
  const before = report.trend.find(({ day }) => day !== now.day);
  const since = report.days === 1 ? 'since yesterday' : `in ${report.days} days`;
  const score = percent(report.overall);
  const { acknowledge, resolve } = report.handled;
  const lines = [
    score === undefined ? 'No standard has data yet, so there is no score.' : `Score ${score} % ${scoreChange(before, now, since)}`,
    ...(before ? moved(controlsChanged(before, now)) : []),
    `Open: ${openWords(before, now)}`,
    ...(report.wins
      ? [`The least work: fixing ${report.wins.controls.map(({ id }) => id).join(', ')} brings the score to ${report.wins.to.toFixed(1)} %`]
      : []),
    acknowledge
      ? `Looked at ${acknowledge.of} in Slack, after ${formatDistanceStrict(0, acknowledge.mean)} on average`
      : 'Nothing was looked at in Slack.',
    ...(resolve ? [`Resolved ${resolve.of}, after ${formatDistanceStrict(0, resolve.mean)} on average`] : []),
    'The whole picture: /shub report',
  ];
  return { tone: 'info', title: report.days === 1 ? 'Security digest of the day' : 'Security digest of the week', lines };
}

function scoreChange(before: Snapshot | undefined, now: Snapshot, since: string): string {
  const [from, to] = [before && exactPercent(before.overall), exactPercent(now.overall)];
  if (from === undefined || to === undefined) return '(history starts today)';
  const change = to - from;
  return Math.abs(change) < 0.05 ? `(unchanged ${since})` : `(${change > 0 ? '▲' : '▼'} ${Math.abs(change).toFixed(1)} points ${since})`;
}

function moved({ failing, mended }: { failing: string[]; mended: string[] }): string[] {
  const named = (ids: string[]) => `${ids.slice(0, 6).join(', ')}${ids.length > 6 ? ` and ${ids.length - 6} more` : ''}`;
  return [...(failing.length > 0 ? [`Newly failing: ${named(failing)}`] : []), ...(mended.length > 0 ? [`Mended: ${named(mended)}`] : [])];
}

function openWords(before: Snapshot | undefined, now: Snapshot): string {
  const words = Severity.options
    .filter((severity) => severity !== 'UNKNOWN' || now.open[severity])
    .map((severity) => {
      const count = now.open[severity] ?? 0;
      const change = before ? count - (before.open[severity] ?? 0) : 0;
      return `${count} ${severity.toLowerCase()}${change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${Math.abs(change)})`}`;
    });
  return words.join(', ');
}
