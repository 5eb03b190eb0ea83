import { InvalidPattern } from './invalid-pattern.ts';

/** `*` stands for any characters, `\*` and `\\` for themselves; two stars in a row and other escapes are refused. */
export function parseWildcard(pattern: string): (text: string) => boolean {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i);
    if (character === '*') {
      if (pattern.charAt(i - 1) === '*' && parts.at(-1) === '') throw new InvalidPattern(`Consecutive wildcard characters at pos ${i - 1}`);
      parts.push('');
      continue;
    }
    if (character === '\\') {
      i++;
      if (!['*', '\\'].includes(pattern.charAt(i))) throw new InvalidPattern(`Invalid escape character at pos ${i - 1}`);
    }
    parts.push(parts.pop() + pattern.charAt(i));
  }
  return (text) => matches(parts, text);
}

/** The first part begins the text, the last one ends it, and the others follow each other in between. */
function matches([first = '', ...rest]: readonly string[], text: string): boolean {
  const last = rest.at(-1);
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest.slice(0, -1)) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
