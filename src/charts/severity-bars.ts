import type { Severity } from '../domain/finding.ts';
import { axisOver } from './axis.ts';
import { shortDay, spread } from './days.ts';
import { box, INK, line, type Part, text } from './svg.ts';

type Shown = Exclude<Severity, 'UNKNOWN'>;
export type BySeverity = Partial<Record<Severity, number>>;

/** From the bottom of a bar to its top: what matters most lies on top, where it is seen. */
const STACKED: readonly Shown[] = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const SEVERITY_FILL: Record<Shown, string> = {
  CRITICAL: '#A50E2D',
  HIGH: '#E8590C',
  MEDIUM: '#F2B705',
  LOW: '#5B7CFA',
  INFORMATIONAL: '#98A1B0',
};
export const SEVERITY_NAME: Record<Shown, string> = {
  CRITICAL: 'Critical',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
  INFORMATIONAL: 'Info',
};

const HEIGHT = 190;
const LEFT = 74;
const LABEL = 24;
const MOST_BARS = 14;

/** Open findings over the days; for one day alone a single bar that lies on its side. Under it what the colours mean, with the numbers of now. */
export function severityBars(days: readonly { day: string; open: BySeverity }[], width: number): Part {
  const last = days.at(-1)?.open ?? {};
  const chart = days.length < 2 ? lying(last, width) : standing(days.slice(-MOST_BARS), width);
  const legend = severityLegend(last, width);
  return { svg: `${chart.svg}<g transform="translate(0 ${chart.height + 8})">${legend.svg}</g>`, height: chart.height + 8 + legend.height };
}

const countOf = (open: BySeverity, severity: Shown): number => (open[severity] ?? 0) + (severity === 'HIGH' ? (open.UNKNOWN ?? 0) : 0);
const sumOf = (open: BySeverity): number => STACKED.reduce((sum, severity) => sum + countOf(open, severity), 0);

function standing(days: readonly { day: string; open: BySeverity }[], width: number): Part {
  const axis = axisOver([0, ...days.map(({ open }) => sumOf(open))], { least: 0, lines: 3 });
  const y = (count: number): number => 12 + (1 - count / axis.to) * HEIGHT;
  const slot = (width - LEFT) / days.length;
  const bars = days.flatMap(({ open }, i) => {
    let below = 0;
    return STACKED.map((severity) => {
      const count = countOf(open, severity);
      const top = y(below + count);
      const bar = count === 0 ? '' : box(LEFT + i * slot + slot * 0.16, top, slot * 0.68, y(below) - top, SEVERITY_FILL[severity]);
      below += count;
      return bar;
    });
  });
  const labels = spread(days.length, 4).map((i) => {
    const [x, anchor] = i === days.length - 1 ? [width, 'end' as const] : [LEFT + (i + 0.5) * slot, 'middle' as const];
    return text(x, y(0) + 34, shortDay(days[i]?.day ?? ''), { size: LABEL, colour: INK.quiet, anchor });
  });
  const grid = axis.ticks.flatMap((tick) => [
    line(LEFT, y(tick), width, y(tick)),
    text(LEFT - 12, y(tick) + 8, short(tick), { size: LABEL, colour: INK.quiet, anchor: 'end' }),
  ]);
  return { svg: [...grid, ...bars, ...labels].join(''), height: y(0) + 46 };
}

function lying(open: BySeverity, width: number): Part {
  const sum = sumOf(open);
  if (sum === 0) return { svg: text(0, 32, 'None.', { size: 26, colour: INK.good, strong: true }), height: 44 };
  let x = 0;
  const pieces = [...STACKED].reverse().map((severity) => {
    const piece = (countOf(open, severity) / sum) * width;
    const drawn = piece === 0 ? '' : box(x, 8, Math.max(3, piece - 2), 40, SEVERITY_FILL[severity]);
    x += piece;
    return drawn;
  });
  return { svg: pieces.join(''), height: 56 };
}

/** Colours never stand alone: each is named, with its number. Three to a line, so that a phone shows them large enough. */
function severityLegend(open: BySeverity, width: number): Part {
  const columns = 3;
  const entries = [...STACKED].reverse().map((severity, i) => {
    const [x, y] = [(i % columns) * (width / columns), Math.floor(i / columns) * 42];
    const words = `${SEVERITY_NAME[severity]} ${countOf(open, severity).toLocaleString('en')}`;
    return box(x, y + 6, 24, 24, SEVERITY_FILL[severity], 5) + text(x + 36, y + 27, words, { size: 26 });
  });
  return { svg: entries.join(''), height: Math.ceil(STACKED.length / columns) * 42 };
}

const short = (count: number): string => (count >= 10_000 ? `${Math.round(count / 1000)}k` : count.toLocaleString('en'));
