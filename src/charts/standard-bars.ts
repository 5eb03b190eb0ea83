import { box, fitting, INK, type Part, text } from './svg.ts';

export interface Bar {
  name: string;
  /** 0 to 100; undefined while there is no data. */
  percent: number | undefined;
}

const ROW = 50;
const NAMES = 250;
const NUMBERS = 96;
const SIZE = 26;

/** One bar for each standard, its number beside it: a bar alone would have to be measured. */
export function standardBars(bars: readonly Bar[], width: number): Part {
  const track = width - NAMES - NUMBERS;
  const rows = bars.map(({ name, percent }, i) => {
    const y = i * ROW;
    const number = percent === undefined ? 'no data' : `${percent}%`;
    return [
      text(0, y + 32, fitting(name, NAMES - 12, SIZE), { size: SIZE }),
      box(NAMES, y + 11, track, 28, INK.track, 6),
      box(NAMES, y + 11, percent ? Math.max(12, (percent / 100) * track) : 0, 28, INK.accent, 6),
      text(width, y + 32, number, { size: percent === undefined ? 22 : SIZE, strong: percent !== undefined, anchor: 'end' }),
    ].join('');
  });
  return { svg: rows.join(''), height: bars.length * ROW };
}
