import { h } from '../dom.ts';
import { type Json, objects, text } from '../json.ts';
import { link, mrkdwnNodes } from '../mrkdwn-nodes.ts';
import { drawBlocks } from './blocks.ts';
import { clamped } from './show-more.ts';
import type { Surface } from './surface.ts';

const NAMED: Record<string, string> = { good: '#2eb886', warning: '#daa038', danger: '#a30200' };

/** A bar in the attachment's colour beside its blocks, or beside the old fields that an attachment may have instead. */
export function drawAttachment(attachment: Json, surface: Surface, index: number): HTMLElement {
  const blocks = objects(attachment.blocks);
  const key = `${surface.key} attachment ${index}`;
  const bar = h('div', { class: 'bar', 'aria-hidden': 'true' });
  const color = text(attachment.color);
  const chosen = NAMED[color] ?? (/^#?[0-9a-f]{6}$/i.test(color) ? `#${color.replace('#', '')}` : undefined);
  if (chosen) bar.style.backgroundColor = chosen;
  const body = blocks.length > 0 ? drawBlocks(blocks, { ...surface, key }, { inAttachment: true }) : legacy(attachment, key);
  return h(
    'div',
    { class: 'attachment-holder' },
    ...pretext(attachment),
    h('div', { class: 'attachment' }, bar, h('div', { class: 'attachment-body' }, ...body)),
  );
}

function pretext({ pretext }: Json): HTMLElement[] {
  return text(pretext) ? [h('div', { class: 'text' }, ...mrkdwnNodes(text(pretext)))] : [];
}

function legacy(attachment: Json, key: string): HTMLElement[] {
  const { author_name, title, title_link, text: body, footer } = attachment;
  const fields = objects(attachment.fields);
  const heading = text(title_link) ? link(text(title_link), text(title)) : text(title);
  return [
    text(author_name) && h('div', { class: 'quiet' }, text(author_name)),
    text(title) && h('strong', {}, heading),
    text(body) && clamped(text(body), mrkdwnNodes(text(body)), key),
    fields.length > 0 &&
      h(
        'div',
        { class: 'fields' },
        ...fields.map((field) => h('div', { class: 'field text' }, h('strong', {}, text(field.title)), ...mrkdwnNodes(text(field.value)))),
      ),
    text(footer) && h('div', { class: 'quiet' }, text(footer)),
  ].filter((each) => each instanceof HTMLElement);
}
