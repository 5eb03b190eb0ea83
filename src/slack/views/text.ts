/**
 * Whatever AWS or a person wrote is untrusted: a tag may say `<!channel>`, a user agent `<https://evil|AWS console>`.
 * Everything such that reaches Slack goes through this file. All limits are in UTF-16 units of the text as sent, that is
 * after escaping, because Slack's own limits can only be looser than that; no character is ever cut in half.
 */

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The three characters that Slack's control sequences are made of (https://docs.slack.dev/messaging/formatting-message-text). */
const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);

/**
 * One line of what can be seen: control characters and line breaks become spaces; bidirectional overrides, zero-width and
 * other invisible characters go; lone surrogates and long stacks of combining marks too.
 */
function visible(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
}

/** At most `limit` units, the last of them an ellipsis if anything had to go. `as` says what each code point is sent as. */
function shorten(text: string, limit: number, as: (character: string) => string): string {
  const pieces = Array.from(text, as);
  let length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (length <= limit) return pieces.join('');
  while (length > limit - 1) length -= pieces.pop()?.length ?? length;
  return `${pieces.join('').trimEnd()}…`;
}

/** For `plain_text` objects and rich text, where Slack reads nothing into the characters. */
export const plain = (text: string, limit: number): string => shorten(visible(text), limit, (character) => character);

/**
 * Untrusted prose inside mrkdwn, the top-level `text` of a message included. Escaping alone leaves `*`, `_`, `~`, backticks, a leading `>` and `:emoji:` alive, Slack has
 * no escape for them, and zero-width separators would be copied along by whoever copies the text and are what we strip. So
 * they are replaced by letters that look the same and mean nothing to Slack; identifiers, where every character counts, belong
 * in `code` instead. An underscore inside a word (`snake_case`) is no formatting and stays.
 */
export const prose = (text: string, limit: number): string => shorten(neutral(visible(text)), limit, escaped);

function neutral(text: string): string {
  return text
    .replaceAll('*', '\u2217')
    .replaceAll('~', '\u223C')
    .replaceAll('`', '\u02CB')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02CD')
    .replace(/:(?=[^\s:]+:)/g, '\uA789')
    .replace(/^[>\s]+/, (quote) => quote.replaceAll('>', '\u203A'));
}

/** A code span: nothing inside is formatting but the backtick, which becomes an apostrophe, so that none breaks out. */
export const code = (text: string, limit: number): string =>
  `\`${shorten(visible(text).replaceAll('`', "'") || '—', limit - 2, escaped)}\``;

/** A mention of the person if this is a Slack user id; anything else is untrusted text. */
export const person = (id: string): string => (/^[UW][A-Z0-9]{2,20}$/.test(id) ? `<@${id}>` : code(id, 80));

/** A mention of a person or of everyone in a user group, if this is a Slack id; only for ids that the policy or a form names. */
export const principal = (id: string): string => (/^S[A-Z0-9]{2,20}$/.test(id) ? `<!subteam^${id}>` : person(id));

/** `2026-03-01 07:12 UTC`; a time that cannot be read is shown as it came. */
function utc(time: string): string {
  const at = new Date(time);
  return Number.isNaN(at.getTime()) ? plain(time, 40) : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** In the reader's own time zone, with UTC where Slack does not draw dates. Never for the top-level `text`. */
export function date(time: string): string {
  const at = new Date(time).getTime();
  if (Number.isNaN(at)) return prose(time, 40);
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} at {time}|${utc(time)}>`;
}

/** The same without the time of day. */
export function day(time: string): string {
  const at = new Date(time).getTime();
  if (Number.isNaN(at)) return prose(time, 40);
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty}|${utc(time).slice(0, 10)}>`;
}

/** Sentences of ours with their own formatting and line breaks, which may quote untrusted text: no link, no mention of a group. */
export function formatted(text: string, limit: number): string {
  const tidy = text.split('\n').map(visible).join('\n');
  // Ids of people and of channels are the control sequences that our own sentences carry: they can name, and at worst call, one person.
  return shorten(tidy, limit, escaped).replace(/&lt;(@[UW][A-Z0-9]{2,20}|#[CG][A-Z0-9]{2,20})&gt;/g, '<$1>');
}
