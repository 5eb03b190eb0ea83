import { emojiOf } from './emoji.ts';

/** A stretch of Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text */
export type Span =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; spans: Span[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'group'; id: string; label: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'date'; unix: number; pattern: string; url: string; fallback: string }
  | { kind: 'emoji'; code: string };

export type Paragraph = { kind: 'line' | 'quote'; lines: Span[][] } | { kind: 'pre'; text: string };

const FENCE = /```\n?([\s\S]+?)\n?```/g;

/** Reads mrkdwn as Slack does: what is not formatting stays text, and `&amp;` `&lt;` `&gt;` are the only entities. */
export function parseMrkdwn(source: string, { verbatim = false }: { verbatim?: boolean } = {}): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let at = 0;
  const textUpTo = (end: number) => {
    // The line breaks around a code block belong to the block.
    const text = source
      .slice(at, end)
      .replace(at > 0 ? /^\n/ : /^$/, '')
      .replace(end < source.length ? /\n$/ : /^$/, '');
    if (text !== '') paragraphs.push(...parseLines(text, verbatim));
  };
  for (const fence of source.matchAll(FENCE)) {
    textUpTo(fence.index);
    paragraphs.push({ kind: 'pre', text: decode(fence[1] ?? '') });
    at = fence.index + fence[0].length;
  }
  textUpTo(source.length);
  return paragraphs;
}

function parseLines(source: string, verbatim: boolean): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  for (const line of source.split('\n')) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const kind = quoted ? 'quote' : 'line';
    const spans = parseSpans(line.slice(quoted?.[0].length ?? 0), verbatim);
    const last = paragraphs.at(-1);
    if (last && last.kind === kind) last.lines.push(spans);
    else paragraphs.push({ kind, lines: [spans] });
  }
  return paragraphs;
}

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** One line. Formatting opens only after a blank or punctuation and closes only before one, as in Slack. */
export function parseSpans(line: string, verbatim = false): Span[] {
  const spans: Span[] = [];
  let plain = '';
  const flush = () => {
    if (plain) spans.push({ kind: 'text', text: decode(plain) });
    plain = '';
  };
  for (let at = 0; at < line.length; ) {
    const found = spanAt(line, at, verbatim);
    if (found) {
      flush();
      spans.push(found.span);
      at = found.end;
    } else plain += line[at++];
  }
  flush();
  return spans;
}

function spanAt(line: string, at: number, verbatim: boolean): { span: Span; end: number } | undefined {
  const rest = line.slice(at);
  const opens = at === 0 || /[\s\p{P}\p{S}]/u.test(line[at - 1] ?? '');
  const match = (pattern: RegExp) => pattern.exec(rest);

  const angle = match(/^<([^<>\n]+)>/);
  if (angle?.[1]) return { span: reference(angle[1]), end: at + angle[0].length };

  const code = match(/^`([^`\n]+)`/);
  if (code?.[1]) return { span: { kind: 'code', text: decode(code[1]) }, end: at + code[0].length };

  const emoji = match(/^:([a-z0-9_+-]+):/);
  if (emoji?.[1] && emojiOf(emoji[1])) return { span: { kind: 'emoji', code: emoji[1] }, end: at + emoji[0].length };

  const mark = match(/^([*_~])(?=\S)(.*?\S|\S)\1(?![\p{L}\p{N}*_~])/u);
  const sign = mark?.[1];
  if (opens && mark?.[2] && (sign === '*' || sign === '_' || sign === '~')) {
    return { span: { kind: MARKS[sign], spans: parseSpans(mark[2], verbatim) }, end: at + mark[0].length };
  }

  const bare = verbatim || !opens ? null : match(/^https?:\/\/[^\s<>|"'`]*[^\s<>|"'`.,;:!?)\]]/);
  if (bare) return { span: { kind: 'link', url: decode(bare[0]), label: decode(bare[0]) }, end: at + bare[0].length };
  return undefined;
}

/** What stands between `<` and `>`. */
function reference(inner: string): Span {
  const bar = inner.indexOf('|');
  const target = bar === -1 ? inner : inner.slice(0, bar);
  const label = bar === -1 ? '' : decode(inner.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice('!subteam^'.length), label };
  const date = /^!date\^(\d+)\^([^^]*)(?:\^(.*))?$/.exec(target);
  if (date) return { kind: 'date', unix: Number(date[1]), pattern: decode(date[2] ?? ''), url: decode(date[3] ?? ''), fallback: label };
  if (target.startsWith('!')) return { kind: 'broadcast', name: target.slice(1) };
  const url = decode(target);
  return { kind: 'link', url, label: label || url.replace(/^mailto:/, '') };
}

const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
