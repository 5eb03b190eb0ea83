import { h } from '../dom.ts';
import { type Json, objects, text } from '../json.ts';
import { richText } from './rich-text.ts';
import type { Surface } from './surface.ts';

/** The first row is the header; wide tables scroll inside themselves. */
export function tableBlock(block: Json, surface: Surface): HTMLElement {
  const rows = Array.isArray(block.rows) ? block.rows.map(objects) : [];
  const settings = objects(block.column_settings);
  const cell = (tag: 'td' | 'th', item: Json, column: number) =>
    h(tag, { class: `align-${text(settings[column]?.align) || 'left'}`, scope: tag === 'th' && 'col' }, ...content(item, surface));
  const [first = [], ...rest] = rows;
  return h(
    'div',
    { class: 'block-table', role: 'region', 'aria-label': 'Table', tabindex: 0 },
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...first.map((item, column) => cell('th', item, column)))),
      h('tbody', {}, ...rest.map((row) => h('tr', {}, ...row.map((item, column) => cell('td', item, column))))),
    ),
  );
}

function content(item: Json, surface: Surface): (Node | string)[] {
  if (text(item.type) === 'rich_text') return [richText(item, surface)];
  const { value } = item;
  return [text(item.text) || (typeof value === 'number' ? String(value) : text(value))];
}
