import { h } from '../dom.ts';
import { emojiOf } from '../emoji.ts';
import { type Json, number, object, objects, text } from '../json.ts';
import { channelLink, link, mention } from '../mrkdwn-nodes.ts';
import { nameOf } from '../place.ts';
import { row } from '../store.ts';
import { formatDate } from '../time.ts';
import type { Surface } from './surface.ts';
import { unsupported } from './unsupported.ts';

export function richText(block: Json, _surface: Surface): HTMLElement {
  return h('div', { class: 'block-rich-text text' }, ...objects(block.elements).map(part));
}

function part(item: Json): HTMLElement {
  const inner = objects(item.elements);
  switch (text(item.type)) {
    case 'rich_text_section':
      return h('div', { class: 'lines' }, ...inner.map(leaf));
    case 'rich_text_quote':
      return h('blockquote', { class: 'lines' }, ...inner.map(leaf));
    case 'rich_text_preformatted':
      return h('pre', { tabindex: 0 }, ...inner.map(leaf));
    case 'rich_text_list': {
      const indent = Math.min(number(item.indent) ?? 0, 6);
      return h(
        text(item.style) === 'ordered' ? 'ol' : 'ul',
        { class: `indent-${indent}` },
        ...inner.map((each) => h('li', {}, part(each))),
      );
    }
    default:
      return unsupported('element', text(item.type));
  }
}

function leaf(item: Json): Node | string {
  return styled(bare(item), object(item.style));
}

function bare(item: Json): Node | string {
  switch (text(item.type)) {
    case 'text':
      return text(item.text);
    case 'link':
      return link(text(item.url), text(item.text) || text(item.url));
    case 'user':
      return mention(`@${nameOf(text(item.user_id))}`);
    case 'usergroup':
      return mention(`@${row('groups', text(item.usergroup_id))?.handle ?? text(item.usergroup_id)}`);
    case 'channel':
      return channelLink(text(item.channel_id), '');
    case 'broadcast':
      return h('span', { class: 'mention broadcast' }, `@${text(item.range)}`);
    case 'emoji':
      return emojiOf(text(item.name)) ?? `:${text(item.name)}:`;
    case 'date':
      return formatDate(number(item.timestamp) ?? 0, text(item.format)) || text(item.fallback);
    case 'color':
      return h('code', {}, text(item.value));
    default:
      return unsupported('element', text(item.type));
  }
}

const WRAPPED = { bold: 'strong', italic: 'em', strike: 's', code: 'code' } as const;

function styled(node: Node | string, style: Json | undefined): Node | string {
  if (!style) return node;
  const wanted = Object.entries(WRAPPED).filter(([name]) => style[name] === true);
  return wanted.reduce((inner, [, tag]) => h(tag, {}, inner), node);
}
