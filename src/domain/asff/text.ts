/** The first `max` code points, the last of them an ellipsis if something was cut; never half a surrogate pair. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  // A code point is at most two units long, so more than this never has to be looked at.
  const points = Array.from(text.slice(0, 2 * max + 2));
  return points.length <= max ? text : `${points.slice(0, max - 1).join('')}…`;
}

/** Producers' text on one line: control characters and runs of space become one space, half a surrogate pair becomes U+FFFD. */
export const oneLine = (text: string, max: number): string =>
  cut(
    wellFormed(head(text, max))
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim(),
    max,
  );

/** As `oneLine`, but line breaks stay. */
export const paragraph = (text: string, max: number): string =>
  cut(
    wellFormed(head(text, max))
      .replace(/\r\n?/g, '\n')
      .replace(/[^\S\n]+|(?!\n)\p{Cc}/gu, ' ')
      .replace(/ *\n */g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
    max,
  );

/** An http(s) address as it was sent; nothing if it is longer than `max`, because a cut address leads elsewhere. */
export const address = (text: string | undefined, max: number): string | undefined =>
  text !== undefined && text.length <= max && /^https?:\/\/[^\s\p{Cc}]+$/u.test(text) ? wellFormed(text) : undefined;

const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD');

/** Enough of a text to cut it from after cleaning; 240 KB of it need not be cleaned. */
const head = (text: string, max: number): string => text.slice(0, 8 * max + 64);
