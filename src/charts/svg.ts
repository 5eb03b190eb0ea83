/** Colours on the card's own white ground, so that a picture reads the same in Slack's light and dark themes. */
export const INK = {
  strong: '#16191F',
  quiet: '#5A6270',
  line: '#E3E6EB',
  track: '#ECEEF2',
  accent: '#1264A3',
  good: '#1B7F4B',
  bad: '#B3122A',
};

/** A part of a picture, drawn from its own top left corner. */
export interface Part {
  svg: string;
  height: number;
}

interface TextOptions {
  size: number;
  colour?: string;
  strong?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}

export function text(
  x: number,
  y: number,
  words: string,
  { size, colour = INK.strong, strong = false, anchor = 'start' }: TextOptions,
): string {
  // Each weight is a family of its own among the fonts that come with the picture.
  const weight = strong ? ' font-family="Inter SemiBold"' : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${colour}" text-anchor="${anchor}"${weight}>${escaped(words)}</text>`;
}

export function box(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  const corners = radius === 0 ? '' : ` rx="${radius}"`;
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(Math.max(0, height))}" fill="${fill}"${corners}/>`;
}

export const line = (x1: number, y1: number, x2: number, y2: number): string =>
  `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${INK.line}" stroke-width="1.5"/>`;

export const moved = (x: number, y: number, svg: string): string => `<g transform="translate(${round(x)} ${round(y)})">${svg}</g>`;

/** Two decimals are finer than anybody sees, and the same on every machine. */
export const round = (value: number): number => Math.round(value * 100) / 100;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Control characters are no XML at all. */
const escaped = (words: string): string =>
  words.replace(/\p{Cc}/gu, ' ').replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** The font's average letter is a little more than half as wide as it is high. */
const roomIn = (width: number, size: number): number => Math.floor(width / (size * 0.56));

/** In as many lines as it takes, broken between words; a word alone is never broken. */
export function wrapped(words: string, width: number, size: number): string[] {
  const room = roomIn(width, size);
  const lines: string[] = [];
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, ...word].length < room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What fits into one line. */
export function fitting(words: string, width: number, size: number): string {
  const room = roomIn(width, size);
  const characters = [...words];
  return characters.length <= room
    ? words
    : `${characters
        .slice(0, Math.max(1, room - 1))
        .join('')
        .trimEnd()}…`;
}
