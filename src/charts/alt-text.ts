import type { Report } from '../domain/report.ts';
import { percent } from '../domain/score.ts';
import { longDay } from './days.ts';
import { openBySeverity, trendOf } from './report-picture.ts';
import { SEVERITY_NAME } from './severity-bars.ts';

/** Slack takes 2,000 characters of alt text (https://docs.slack.dev/reference/block-kit/blocks/image-block). */
const MOST = 1_900;

/** Every number of the picture, for whoever does not see it. */
export function altText(report: Report): string {
  const score = percent(report.overall);
  const points = trendOf(report);
  const [first, last] = [points[0], points.at(-1)];
  const open = openBySeverity(report);
  const sentences = [
    `Security score of ${report.standard?.name ?? 'all standards'} on ${longDay(report.at)}: ${score === undefined ? 'no data' : `${score} percent`}.`,
    first && last && points.length > 1
      ? `From ${first.percent.toFixed(1)} percent on ${longDay(first.day)} to ${last.percent.toFixed(1)} percent.`
      : report.account
        ? ''
        : 'History starts today.',
    report.standard
      ? ''
      : `By standard: ${report.standards.map(({ name, score: its }) => `${name} ${percent(its) ?? 'no data'}`).join(', ')}.`,
    `Open findings: ${Object.entries(SEVERITY_NAME)
      .map(([severity, name]) => `${name.toLowerCase()} ${Object.entries(open).find(([value]) => value === severity)?.[1] ?? 0}`)
      .join(', ')}.`,
  ];
  return sentences.filter(Boolean).join(' ').slice(0, MOST);
}
