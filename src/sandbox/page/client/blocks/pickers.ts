import { h } from '../dom.ts';
import { type Json, number, text } from '../json.ts';
import type { Control } from './elements.ts';

/** Slack's pickers are the platform's own on a phone; here they are everywhere. */
export const pickers = {
  datepicker: (control: Control) =>
    field(control, 'date', text(control.state.selected_date), (value) => ({ selected_date: value || null })),
  timepicker: (control: Control) =>
    field(control, 'time', text(control.state.selected_time), (value) => ({ selected_time: value || null })),
  datetimepicker: (control: Control) => {
    const unix = number(control.state.selected_date_time);
    return field(control, 'datetime-local', unix ? localMinute(unix) : '', (value) => ({
      selected_date_time: value ? Math.floor(new Date(value).getTime() / 1000) : null,
    }));
  },
};

function field({ attributes, changed }: Control, type: string, value: string, stateOf: (value: string) => Json): HTMLElement {
  const input = h('input', { type, value, ...attributes });
  input.addEventListener('change', () => void changed(stateOf(input.value)));
  return input;
}

/** `2024-03-01T09:30` in the browser's zone, the form in which a datetime-local field holds it. */
function localMinute(unix: number): string {
  const at = new Date(unix * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
