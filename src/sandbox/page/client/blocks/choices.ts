import { freshId, h } from '../dom.ts';
import { type Json, object, objects, text } from '../json.ts';
import { textNodes } from '../mrkdwn-nodes.ts';
import type { Control } from './elements.ts';

export const choices = {
  checkboxes: (control: Control) => {
    const before = objects(control.state.selected_options);
    const chosen = new Set(before.map(({ value }) => text(value)));
    return group(control, 'checkbox', chosen, (value, on) => {
      if (on) chosen.add(value);
      else chosen.delete(value);
      return { selected_options: objects(control.item.options).filter((option) => chosen.has(text(option.value))) };
    });
  },
  radio_buttons: (control: Control) => {
    const before = object(control.state.selected_option);
    return group(control, 'radio', new Set(before ? [text(before.value)] : []), (value) => ({
      selected_option: objects(control.item.options).find((option) => text(option.value) === value) ?? null,
    }));
  },
};

function group(
  { item, attributes, changed }: Control,
  type: 'checkbox' | 'radio',
  chosen: Set<string>,
  stateAfter: (value: string, on: boolean) => Json,
) {
  const name = freshId('choice');
  const options = objects(item.options).map((option, index) => {
    const value = text(option.value);
    const key = `${attributes['data-key']}${index === 0 ? '' : ` ${value}`}`;
    const box = h('input', { type, name, value, checked: chosen.has(value), 'data-key': key });
    box.addEventListener('change', () => void changed(stateAfter(value, box.checked)));
    const about = object(option.description);
    return h('label', { class: 'choice' }, box, h('span', {}, ...textNodes(option.text), about && h('small', {}, ...textNodes(about))));
  });
  const { 'data-key': _key, 'aria-required': required, 'aria-invalid': invalid, ...named } = attributes;
  const radio = type === 'radio' ? { role: 'radiogroup', 'aria-required': required, 'aria-invalid': invalid } : { role: 'group' };
  return h('div', { class: 'choices', ...named, ...radio }, ...options);
}
