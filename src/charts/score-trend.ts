import { axisOver } from './axis.ts';
import { shortDay, spread } from './days.ts';
import { INK, line, type Part, round, text } from './svg.ts';

export interface TrendPoint {
  day: string;
  /** 0 to 100. */
  percent: number;
}

const HEIGHT = 210;
const LEFT = 74;
const RIGHT = 10;
const LABEL = 24;

/** The score over the days. One point alone is no line: then it says that history has just begun. */
export function scoreTrend(points: readonly TrendPoint[], width: number): Part {
  if (points.length < 2) {
    const words = 'History starts today: the line begins with a second day.';
    return { svg: text(0, 32, words, { size: LABEL, colour: INK.quiet }), height: 44 };
  }
  const axis = axisOver(
    points.map(({ percent }) => percent),
    { least: 0, most: 100 },
  );
  // Days without a snapshot leave a gap as wide as they were long.
  const times = points.map(({ day }) => Date.parse(day));
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const x = (i: number): number => LEFT + (((times[i] ?? first) - first) / Math.max(1, last - first)) * (width - LEFT - RIGHT);
  const y = (percent: number): number => 12 + (1 - (percent - axis.from) / (axis.to - axis.from)) * HEIGHT;
  const places = points.map(({ percent }, i) => `${round(x(i))} ${round(y(percent))}`);
  const end = points.length - 1;
  const floor = y(axis.from);
  const parts = [
    ...axis.ticks.map((tick) => line(LEFT, y(tick), width, y(tick))),
    ...axis.ticks.map((tick) => text(LEFT - 12, y(tick) + 8, `${tick}%`, { size: LABEL, colour: INK.quiet, anchor: 'end' })),
    `<path d="M${places.join('L')}L${round(x(end))} ${round(floor)}L${round(x(0))} ${round(floor)}Z" fill="url(#under)"/>`,
    `<path d="M${places.join('L')}" fill="none" stroke="${INK.accent}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round"/>`,
    `<circle cx="${round(x(end))}" cy="${round(y(points[end]?.percent ?? 0))}" r="9" fill="${INK.accent}" stroke="#FFFFFF" stroke-width="4"/>`,
    ...spread(points.length, 4).map((i, at, all) =>
      text(x(i), floor + 36, shortDay(points[i]?.day ?? ''), {
        size: LABEL,
        colour: INK.quiet,
        anchor: at === 0 ? 'start' : at === all.length - 1 ? 'end' : 'middle',
      }),
    ),
  ];
  return { svg: parts.join(''), height: floor + 44 };
}
