import type { FileRow } from '../../protocol.ts';
import { h } from '../dom.ts';
import { type Json, object, text } from '../json.ts';
import { plain } from '../mrkdwn-nodes.ts';

/** A picture by its Slack file. One from elsewhere is named, not fetched: the page loads nothing from other hosts. */
export function imageBlock(block: Json): HTMLElement {
  const title = plain(object(block.title));
  const alt = text(block.alt_text);
  return h('figure', { class: 'block-image' }, title && h('figcaption', {}, title), picture(block, alt));
}

/** The image of an accessory or a context. */
export function smallImage(item: Json): HTMLElement {
  const shown = picture(item, text(item.alt_text));
  shown.classList.add('thumb');
  return shown;
}

function picture(item: Json, alt: string): HTMLElement {
  const id = text(object(item.slack_file)?.id);
  const url = text(item.image_url);
  if (id) return enlargeable(id, alt);
  if (url.startsWith('data:image/')) return h('img', { src: url, alt });
  const host = URL.canParse(url) ? new URL(url).host : 'nowhere';
  return h('span', { class: 'no-picture' }, `Picture from ${host}: ${alt || 'no description'}`);
}

function enlargeable(id: string, alt: string): HTMLElement {
  const address = `/file/${encodeURIComponent(id)}`;
  return h(
    'a',
    { href: address, target: '_blank', rel: 'noopener', class: 'picture' },
    h('img', { src: address, alt: alt || 'Picture without a description' }),
  );
}

export function fileBlock(block: Json): HTMLElement {
  return h('div', { class: 'file-box' }, h('strong', {}, text(block.external_id) || 'File'), h('span', { class: 'quiet' }, 'remote file'));
}

const SIZE = ['bytes', 'KB', 'MB'];

function sizeOf(bytes: number): string {
  const step = Math.min(2, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${SIZE[step]}`;
}

/** A file of a message: a picture is shown, anything else is offered to be saved. */
export function fileOf({ id, name, title, mimetype, size, alt }: FileRow): HTMLElement {
  if (/^image\/(png|jpeg|gif|webp)$/.test(mimetype)) {
    return h('figure', { class: 'block-image' }, h('figcaption', {}, title || name), enlargeable(id, alt ?? (title || name)));
  }
  return h(
    'a',
    { class: 'file-box', href: `/file/${encodeURIComponent(id)}`, download: name },
    h('strong', {}, title || name),
    h('span', { class: 'quiet' }, `${name} · ${sizeOf(size)}`),
  );
}
