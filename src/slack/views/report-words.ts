import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { PressAction } from '../../domain/card.ts';
import { SOON_DAYS } from '../../domain/exception-register.ts';
import { Severity } from '../../domain/finding.ts';
import { PAST_WORD } from '../../domain/intent.ts';
import type { Counted, Report } from '../../domain/report.ts';
import type { MeanTime } from '../../domain/report-times.ts';
import { dotted } from './block-kit.ts';
import { prose } from './text.ts';
import { plural, SEVERITY_MARK } from './words.ts';

/** `▲ 1.2 points`: an arrow beside the number, because a colour or a sign alone is overlooked. */
export const changeWords = (change: number): string =>
  Math.abs(change) < 0.05 ? 'unchanged' : `${change > 0 ? '▲' : '▼'} ${Math.abs(change).toFixed(1)} points`;

/** Which controls moved the score; undefined when none did. */
export function causeWords({ failing: newly, mended }: { failing: string[]; mended: string[] }): string | undefined {
  const named = (ids: string[]) =>
    `${ids
      .slice(0, 6)
      .map((id) => prose(id, 40))
      .join(', ')}${ids.length > 6 ? ` and ${ids.length - 6} more` : ''}`;
  return dotted(newly.length > 0 && `newly failing: ${named(newly)}`, mended.length > 0 && `mended: ${named(mended)}`) || undefined;
}

export type BySeverity = Partial<Record<Severity, number>>;

export const countsOf = ({ groups }: Counted): BySeverity =>
  Object.fromEntries(groups.filter(({ value }) => Severity.safeParse(value).success).map(({ value, count }) => [value, count]));

/** `🔴 2 critical · 🟠 3 high …`, with what changed `since` in brackets. */
export function severityWords(counts: BySeverity, since?: BySeverity): string {
  const known = Severity.options.filter((severity) => severity !== 'UNKNOWN' || counts.UNKNOWN);
  return dotted(
    ...known.map((severity) => {
      const count = counts[severity] ?? 0;
      const change = since ? count - (since[severity] ?? 0) : 0;
      const changed = change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${Math.abs(change)})`;
      return `${SEVERITY_MARK[severity]} ${count} ${severity.toLowerCase()}${changed}`;
    }),
  );
}

/** What was done in Slack and how long it took; what is cut says so. */
export function handledWords({ done, acknowledge, resolve, cut }: Report['handled']): string[] {
  const words = (title: string, time: MeanTime | undefined) =>
    time ? [`${title} after ${formatDistanceStrict(0, time.mean)} on average, of ${plural(time.of, 'problem')}`] : [];
  const counts = PressAction.options.flatMap((action) => (done[action] ? [`${done[action]} ${PAST_WORD[action]}`] : []));
  return [
    ...(counts.length > 0 ? [dotted(...counts)] : ['Nothing yet.']),
    ...words('Looked at', acknowledge),
    ...words('Resolved', resolve),
    ...(cut ? ['From the newest 300 presses only; there were more.'] : []),
  ];
}

/** `*Suppressions in force* 5 · 2 ending within 30 days` */
export const suppressionWords = ({ inForce, ending, cut }: NonNullable<Report['exceptions']>): string =>
  dotted(
    `*Suppressions in force* ${inForce}${cut ? ' or more' : ''}`,
    `${ending} ending within ${SOON_DAYS} days`,
    inForce > 0 && '`/shub exceptions` lists them',
  );

/** `*SLA breaches* 1 acknowledged late · 0 resolved late · 2 open and late` */
export const lateWords = ({ acknowledgedLate, resolvedLate, openLate, cut }: NonNullable<Report['sla']>): string =>
  dotted(
    `*SLA breaches* ${acknowledgedLate} acknowledged late`,
    `${resolvedLate} resolved late`,
    `${openLate}${cut ? ' or more' : ''} open and late`,
  );
