import { h } from './dom.ts';
import { emojiOf, withEmoji } from './emoji.ts';
import { type Json, object, text } from './json.ts';
import { type Paragraph, parseMrkdwn, type Span } from './mrkdwn.ts';
import { nameOf, openChannel } from './place.ts';
import { row } from './store.ts';
import { formatDate } from './time.ts';

/** Slack's text object, or a bare string taken as mrkdwn, as nodes. */
export function textNodes(value: unknown): (Node | string)[] {
  if (typeof value === 'string') return mrkdwnNodes(value);
  const it = object(value);
  if (!it) return [];
  if (text(it.type) === 'plain_text') return [plain(it)];
  return mrkdwnNodes(text(it.text), it.verbatim === true);
}

/** The words of a plain_text object. */
export function plain(value: Json | undefined): string {
  const words = text(value?.text);
  return value?.emoji === false ? words : withEmoji(words);
}

export function mrkdwnNodes(source: string, verbatim = false): Node[] {
  return parseMrkdwn(source, { verbatim }).map(paragraph);
}

function paragraph(part: Paragraph): Node {
  if (part.kind === 'pre') return h('pre', { tabindex: 0 }, part.text);
  const lines = part.lines.flatMap((spans, index) => [...(index > 0 ? [h('br')] : []), ...spanNodes(spans)]);
  return part.kind === 'quote' ? h('blockquote', {}, ...lines) : h('div', {}, ...lines);
}

function spanNodes(spans: readonly Span[]): (Node | string)[] {
  return spans.map(spanNode);
}

function spanNode(span: Span): Node | string {
  switch (span.kind) {
    case 'text':
      return span.text;
    case 'bold':
      return h('strong', {}, ...spanNodes(span.spans));
    case 'italic':
      return h('em', {}, ...spanNodes(span.spans));
    case 'strike':
      return h('s', {}, ...spanNodes(span.spans));
    case 'code':
      return h('code', {}, span.text);
    case 'link':
      return link(span.url, span.label);
    case 'user':
      return mention(`@${row('people', span.id)?.name ?? (span.label || nameOf(span.id))}`);
    case 'group':
      return mention(`@${row('groups', span.id)?.handle ?? (span.label.replace(/^@/, '') || span.id)}`);
    case 'channel':
      return channelLink(span.id, span.label);
    case 'broadcast':
      return h('span', { class: 'mention broadcast' }, `@${span.name}`);
    case 'date': {
      const words = formatDate(span.unix, span.pattern) || span.fallback;
      return span.url ? link(span.url, words) : h('time', { datetime: new Date(span.unix * 1000).toISOString() }, words);
    }
    case 'emoji':
      return emojiOf(span.code) ?? `:${span.code}:`;
  }
}

/** A link opens beside the page; an address that is not of the web or of mail is shown as text. */
export function link(url: string, label: string): Node | string {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return label === url ? url : `${label} (${url})`;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
}

export function mention(words: string): HTMLElement {
  return h('span', { class: 'mention' }, words);
}

export function channelLink(id: string, label: string): HTMLElement {
  const channel = row('channels', id);
  const words = `#${channel?.name ?? (label || 'private channel')}`;
  if (!channel) return mention(words);
  return h('button', { type: 'button', class: 'mention link', on: { click: () => openChannel(id) } }, words);
}
