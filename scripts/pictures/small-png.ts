import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Red, green and blue in one number. */
type Colour = number;

interface Pixels {
  width: number;
  height: number;
  /** Row by row. */
  colours: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE = 256;
/** So many of the most frequent colours, such as grounds and text, are kept exactly. */
const EXACT = 128;
/** Squared distance of two colours below which nobody sees a difference. */
const ALIKE = 27;

/** The same picture with at most 256 colours: a third of the size, and a screen's text looks no different. Takes what a browser's screenshot is: 8 bits, not interlaced. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, colours } = pixelsOf(png);
  const palette = paletteFor(colours);
  const nearest = new Map<Colour, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (const [place, colour] of colours.entries()) {
    let index = nearest.get(colour);
    if (index === undefined) {
      index = nearestTo(colour, palette);
      nearest.set(colour, index);
    }
    rows.writeUInt8(index, place + Math.floor(place / width) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function pixelsOf(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let [width, height, bytes] = [0, 0, 0];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height, bytes] = [data.readUInt32BE(0), data.readUInt32BE(4), data.readUInt8(9) === 6 ? 4 : 3];
    }
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const raw = unfiltered(inflateSync(Buffer.concat(parts)), width * bytes, bytes);
  const colours = Uint32Array.from({ length: width * height }, (_, place) => raw.readUIntBE(place * bytes, 3));
  return { width, height, colours };
}

/** Undoes what each row says was done to it: https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(filtered: Buffer, rowLength: number, bytes: number): Buffer {
  const rows = filtered.length / (rowLength + 1);
  const raw = Buffer.alloc(rows * rowLength);
  for (let row = 0; row < rows; row++) {
    const filter = filtered.readUInt8(row * (rowLength + 1));
    for (let column = 0; column < rowLength; column++) {
      const at = row * rowLength + column;
      const left = column < bytes ? 0 : raw.readUInt8(at - bytes);
      const above = row === 0 ? 0 : raw.readUInt8(at - rowLength);
      const corner = column < bytes || row === 0 ? 0 : raw.readUInt8(at - rowLength - bytes);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      raw.writeUInt8((filtered.readUInt8(row * (rowLength + 1) + 1 + column) + guess) & 255, at);
    }
  }
  return raw;
}

function paeth(left: number, above: number, corner: number): number {
  const [byLeft, byAbove, byCorner] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (byLeft <= byAbove && byLeft <= byCorner) return left;
  return byAbove <= byCorner ? above : corner;
}

/** The most frequent colours as they are, those all but equal to one of them left out; the rest by halving the widest box of colours until there are enough. */
function paletteFor(colours: Uint32Array): Colour[] {
  const counts = new Map<Colour, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const byCount = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  if (byCount.length <= PALETTE) return byCount;
  const exact: Colour[] = [];
  for (const colour of byCount) {
    if (exact.length === EXACT) break;
    if (exact.every((other) => distance(colour, other) > ALIKE)) exact.push(colour);
  }
  const boxes = [byCount.filter((colour) => exact.every((other) => distance(colour, other) > ALIKE))];
  while (boxes.length < PALETTE - EXACT) {
    boxes.sort((a, b) => spread(a) - spread(b));
    const fullest = boxes.pop() ?? [];
    const channel = widest(fullest);
    const sorted = fullest.sort((a, b) => (channels(a)[channel] ?? 0) - (channels(b)[channel] ?? 0));
    boxes.push(sorted.slice(0, sorted.length >> 1), sorted.slice(sorted.length >> 1));
  }
  return [...exact, ...boxes.filter((box) => box.length > 0).map(average)];
}

const channels = (colour: Colour): number[] => [colour >> 16, (colour >> 8) & 255, colour & 255];

function ranges(box: readonly Colour[]): number[] {
  return [0, 1, 2].map((channel) => {
    let [least, most] = [255, 0];
    for (const colour of box) {
      const value = channels(colour)[channel] ?? 0;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return Math.max(0, most - least);
  });
}

const spread = (box: readonly Colour[]): number => Math.max(...ranges(box));
const widest = (box: readonly Colour[]): number => ranges(box).indexOf(spread(box));

function average(box: readonly Colour[]): Colour {
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((channel) =>
    Math.round(box.reduce((sum, colour) => sum + (channels(colour)[channel] ?? 0), 0) / box.length),
  );
  return (red << 16) | (green << 8) | blue;
}

function distance(one: Colour, other: Colour): number {
  const [red, green, blue] = [(one >> 16) - (other >> 16), ((one >> 8) & 255) - ((other >> 8) & 255), (one & 255) - (other & 255)];
  return red * red + green * green + blue * blue;
}

function nearestTo(colour: Colour, palette: readonly Colour[]): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, other] of palette.entries()) {
    const far = distance(colour, other);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}
