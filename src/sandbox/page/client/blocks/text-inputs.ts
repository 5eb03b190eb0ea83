import { h } from '../dom.ts';
import { number, object, text } from '../json.ts';
import { plain } from '../mrkdwn-nodes.ts';
import type { Control } from './elements.ts';

export const textInputs = {
  plain_text_input: (control: Control) => field(control, control.item.multiline === true ? 'many lines' : 'text'),
  email_text_input: (control: Control) => field(control, 'email'),
  url_text_input: (control: Control) => field(control, 'url'),
  number_input: (control: Control) => field(control, 'number'),
};

/** What is typed is kept at once and sent with the form; an input that dispatches sends it when it is left or on Enter. */
function field({ item, state, attributes, keep, changed }: Control, type: string): HTMLElement {
  const value = text(state.value);
  const props = { ...attributes, placeholder: plain(object(item.placeholder)) || undefined, maxlength: number(item.max_length) };
  const numeric = item.is_decimal_allowed === true ? 'decimal' : 'numeric';
  const input =
    type === 'many lines'
      ? h('textarea', { ...props, rows: 4 }, value)
      : // A number field of the browser's would swallow what it cannot read; Slack says what is wrong with it.
        h('input', { ...props, value, type: type === 'number' ? 'text' : type, inputmode: type === 'number' && numeric });
  const stateNow = () => ({ value: input.value || null });
  input.addEventListener('input', () => keep(stateNow()));
  input.addEventListener('change', () => void changed(stateNow()));
  return input;
}
