import { Severity } from '../domain/finding.ts';
import type { Report } from '../domain/report.ts';
import { scoreOn } from '../domain/report-snapshot.ts';
import { exactPercent, percent } from '../domain/score.ts';
import { longDay } from './days.ts';
import { scoreTrend, type TrendPoint } from './score-trend.ts';
import { type BySeverity, severityBars } from './severity-bars.ts';
import { standardBars } from './standard-bars.ts';
import { box, fitting, INK, moved, type Part, text } from './svg.ts';

/** A phone draws a picture about 330 points wide: at this width the smallest letters are still ten points high there. */
const WIDTH = 780;
const MARGIN = 40;
const INNER = WIDTH - 2 * MARGIN;
const GAP = 34;
const MOST_STANDARDS = 6;

/** The score with its line, the standards with their bars, and the open findings by severity, as one SVG for a message. */
export function reportPicture(report: Report): string {
  const parts: Part[] = [
    heading(report),
    ...(report.account ? [] : [scoreTrend(trendOf(report), INNER)]),
    ...(report.standard ? [] : [titled('By standard', standardBars(barsOf(report), INNER))]),
    titled('Open findings by severity', severityBars(severityDays(report), INNER)),
  ];
  let y = MARGIN;
  const placed = parts.map((part) => {
    const svg = moved(MARGIN, y, part.svg);
    y += part.height + GAP;
    return svg;
  });
  const height = Math.ceil(y - GAP + MARGIN);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter">`,
    `<defs><linearGradient id="under" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${INK.accent}" stop-opacity="0.28"/>` +
      `<stop offset="1" stop-color="${INK.accent}" stop-opacity="0.02"/></linearGradient></defs>`,
    box(0, 0, WIDTH, height, '#FFFFFF', 20),
    ...placed,
    '</svg>',
  ].join('\n');
}

/** The days whose score is known, the last of them now. */
export function trendOf({ trend, standard }: Pick<Report, 'trend' | 'standard'>): TrendPoint[] {
  return trend.flatMap((snapshot) => {
    const score = scoreOn(snapshot, standard?.arn);
    const exact = score && exactPercent(score);
    return exact === undefined ? [] : [{ day: snapshot.day, percent: exact }];
  });
}

/** Open findings now, by severity. */
export function openBySeverity({ open }: Pick<Report, 'open'>): BySeverity {
  return Object.fromEntries(
    open.severity.groups.filter(({ value }) => Severity.safeParse(value).success).map(({ value, count }) => [value, count]),
  );
}

/** The past is kept for all findings together only. */
function severityDays(report: Report): { day: string; open: BySeverity }[] {
  const now = { day: report.at.slice(0, 10), open: openBySeverity(report) };
  return report.standard || report.account ? [now] : [...report.trend.filter(({ day }) => day !== now.day), now];
}

const barsOf = ({ standards }: Report) => standards.slice(0, MOST_STANDARDS).map(({ name, score }) => ({ name, percent: percent(score) }));

function heading(report: Report): Part {
  const now = percent(report.overall);
  const points = trendOf(report);
  const [first, last] = [points[0], points.at(-1)];
  const change = first && last && points.length > 1 ? last.percent - first.percent : undefined;
  const about = [report.standard?.name ?? 'All standards', accountWords(report)].join(' · ');
  return {
    svg: [
      text(0, 36, 'Security score', { size: 36, strong: true }),
      text(0, 76, fitting(about, INNER - 190, 25), { size: 25, colour: INK.quiet }),
      text(0, 110, longDay(report.at), { size: 25, colour: INK.quiet }),
      text(INNER, 66, now === undefined ? 'no data' : `${now}%`, { size: now === undefined ? 40 : 84, strong: true, anchor: 'end' }),
      change === undefined
        ? ''
        : text(INNER, 110, changeWords(change, report.days), { size: 25, strong: true, anchor: 'end', colour: changeColour(change) }),
    ].join(''),
    height: 118,
  };
}

const accountWords = ({ account }: Report): string => (account ? (account.name ?? account.id) : 'all accounts');

const changeColour = (change: number): string => (Math.abs(change) < 0.05 ? INK.quiet : change > 0 ? INK.good : INK.bad);

/** An arrow beside the number: colour alone does not say which way. */
function changeWords(change: number, days: number): string {
  if (Math.abs(change) < 0.05) return `unchanged in ${days} days`;
  return `${change > 0 ? '▲' : '▼'} ${Math.abs(change).toFixed(1)} pts in ${days} days`;
}

const titled = (title: string, part: Part): Part => ({
  svg: text(0, 28, title, { size: 30, strong: true }) + moved(0, 46, part.svg),
  height: 46 + part.height,
});
