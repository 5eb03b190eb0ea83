import { h } from '../dom.ts';
import { type Json, object, objects, text } from '../json.ts';
import { plain, textNodes } from '../mrkdwn-nodes.ts';
import { element } from './elements.ts';
import { inputBlock } from './input-block.ts';
import { fileBlock, imageBlock, smallImage } from './pictures.ts';
import { richText } from './rich-text.ts';
import { clamped } from './show-more.ts';
import type { Surface } from './surface.ts';
import { tableBlock } from './table.ts';
import { unsupported } from './unsupported.ts';

type DrawBlock = (block: Json, surface: Surface, inAttachment: boolean) => HTMLElement;

/** Every kind of block this page can draw; any other is shown as a box that names it. */
const DRAWN: Record<string, DrawBlock> = {
  header: (block) => h('h3', { class: 'block-header' }, plain(object(block.text))),
  divider: () => h('hr'),
  section,
  context: (block) => h('div', { class: 'block-context' }, ...objects(block.elements).map(contextElement)),
  actions: (block, surface) =>
    h('div', { class: 'block-actions' }, ...objects(block.elements).map((each) => element(each, { block, surface, inInput: false }))),
  image: imageBlock,
  input: inputBlock,
  rich_text: richText,
  markdown: (block) => h('div', { class: 'block-markdown' }, text(block.text)),
  table: tableBlock,
  file: fileBlock,
};

export function drawBlocks(blocks: readonly Json[], surface: Surface, { inAttachment = false } = {}): HTMLElement[] {
  return blocks.map((block) => {
    const type = text(block.type);
    return DRAWN[type]?.(block, surface, inAttachment) ?? unsupported('block', type);
  });
}

function section(block: Json, surface: Surface, inAttachment: boolean): HTMLElement {
  const words = object(block.text);
  const fields = objects(block.fields);
  const accessory = object(block.accessory);
  const body = h(
    'div',
    { class: 'section-body' },
    words &&
      (inAttachment
        ? clamped(text(words.text), textNodes(words), `${surface.key} ${text(block.block_id)}`)
        : h('div', { class: 'text' }, ...textNodes(words))),
    fields.length > 0 && h('div', { class: 'fields' }, ...fields.map((field) => h('div', { class: 'field text' }, ...textNodes(field)))),
  );
  return h(
    'div',
    { class: 'block-section' },
    body,
    accessory &&
      h(
        'div',
        { class: 'accessory' },
        text(accessory.type) === 'image' ? smallImage(accessory) : element(accessory, { block, surface, inInput: false }),
      ),
  );
}

function contextElement(item: Json): HTMLElement {
  return text(item.type) === 'image' ? smallImage(item) : h('div', { class: 'text' }, ...textNodes(item));
}
