import { freshId, h } from '../dom.ts';
import { type Json, object, text } from '../json.ts';
import { plain } from '../mrkdwn-nodes.ts';
import { element } from './elements.ts';
import type { Surface } from './surface.ts';

/** A labelled input with its hint and, after a refused submission, what is wrong with it. */
export function inputBlock(block: Json, surface: Surface): HTMLElement {
  const item = object(block.element) ?? {};
  const blockId = text(block.block_id);
  const error = surface.errors[blockId];
  const hint = plain(object(block.hint));
  const ids = { label: freshId('label'), hint: freshId('hint'), error: freshId('error') };
  const describedBy = [error && ids.error, hint && ids.hint].filter(Boolean).join(' ') || undefined;
  const control = element(item, { block, surface, inInput: true, labelledBy: ids.label, describedBy, invalid: error !== undefined });
  const words = [plain(object(block.label)), block.optional === true && h('span', { class: 'quiet' }, ' (optional)')];
  return h(
    'div',
    { class: 'block-input', 'data-block': blockId },
    labelOf(control, ids.label, words),
    control,
    error !== undefined && h('div', { id: ids.error, class: 'error', role: 'alert' }, error),
    hint && h('div', { id: ids.hint, class: 'hint' }, hint),
  );
}

/** A field's own label, so that a tap on it goes into the field; a group of boxes is only named by it. */
function labelOf(control: HTMLElement, id: string, words: (string | HTMLElement | false)[]): HTMLElement {
  if (!control.matches('input, select, textarea')) return h('div', { id, class: 'label' }, ...words);
  control.id = freshId('field');
  control.removeAttribute('aria-labelledby');
  return h('label', { for: control.id, class: 'label' }, ...words);
}
