import { box, INK, type Part, text, wrapped } from './svg.ts';

export interface Bar {
  name: string;
  /** 0 to 100; undefined while there is no data. */
  percent: number | undefined;
}

const SIZE = 26;
const LINE = 34;
const THICK = 26;
const GAP = 20;
const NUMBERS = 110;

/** One bar for each standard under its name, which is there whole however long it is, and its number beside it: a bar alone would have to be measured. */
export function standardBars(bars: readonly Bar[], width: number): Part {
  const track = width - NUMBERS;
  let y = 0;
  const rows = bars.map(({ name, percent }) => {
    const lines = wrapped(name, width, SIZE);
    const under = y + lines.length * LINE;
    const number = percent === undefined ? 'no data' : `${percent}%`;
    const row = [
      ...lines.map((line, i) => text(0, y + i * LINE + SIZE, line, { size: SIZE })),
      box(0, under + 2, track, THICK, INK.track, 6),
      box(0, under + 2, percent ? Math.max(12, (percent / 100) * track) : 0, THICK, INK.accent, 6),
      text(width, under + THICK - 1, number, { size: percent === undefined ? 22 : SIZE, strong: percent !== undefined, anchor: 'end' }),
    ].join('');
    y = under + THICK + GAP;
    return row;
  });
  return { svg: rows.join(''), height: Math.max(0, y - GAP) };
}
