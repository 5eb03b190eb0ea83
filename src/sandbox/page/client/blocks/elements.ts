import { h } from '../dom.ts';
import { type Json, object, objects, text } from '../json.ts';
import { menuButton } from '../menu.ts';
import { plain } from '../mrkdwn-nodes.ts';
import { choices } from './choices.ts';
import { confirmed } from './confirm.ts';
import { initialState } from './initial-state.ts';
import { pickers } from './pickers.ts';
import { selects } from './selects.ts';
import type { Surface } from './surface.ts';
import { textInputs } from './text-inputs.ts';
import { unsupported } from './unsupported.ts';

/** Where an element stands. In an input block it is filled in and sent with the form; elsewhere each change is sent at once. */
export interface Standing {
  block: Json;
  surface: Surface;
  inInput: boolean;
  /** Ids of the label and of the hint and error, when the block has them. */
  labelledBy?: string;
  describedBy?: string | undefined;
  invalid?: boolean;
}

/** One control of the page for one element of Slack's. */
export interface Control {
  item: Json;
  surface: Surface;
  /** Its state now: what was put in, else what the app gave it at first. */
  state: Json;
  /** Name, description and error for screen readers, and the key that keeps its focus. */
  attributes: Record<string, string>;
  /** Remembers a new state and tells nobody. */
  keep(state: Json): void;
  /** Takes the new state and sends it where that is due; false when the person thought better of it or it was refused. */
  changed(state: Json): Promise<boolean>;
}

type DrawElement = (control: Control) => HTMLElement;

const DRAWN: Record<string, DrawElement> = { button, overflow, ...selects, ...pickers, ...choices, ...textInputs };

export function element(item: Json, standing: Standing): HTMLElement {
  const type = text(item.type);
  return DRAWN[type]?.(controlFor(item, standing)) ?? unsupported('element', type);
}

function controlFor(item: Json, { block, surface, inInput, labelledBy, describedBy, invalid }: Standing): Control {
  const type = text(item.type);
  const blockId = text(block.block_id);
  const actionId = text(item.action_id);
  const initial = initialState(item);
  const kept = surface.values.get(blockId, actionId);
  if (initial && !kept) surface.values.set(blockId, actionId, initial);
  const keep = (state: Json) => surface.values.set(blockId, actionId, { type, ...state });
  const label = text(item.accessibility_label) || plain(object(item.placeholder)) || (inInput ? '' : actionId);
  return {
    item,
    surface,
    state: kept ?? initial ?? {},
    keep,
    attributes: {
      'data-key': `${surface.key} ${blockId} ${actionId}`,
      ...(labelledBy ? { 'aria-labelledby': labelledBy } : { 'aria-label': label }),
      ...(describedBy && { 'aria-describedby': describedBy }),
      ...(invalid && { 'aria-invalid': 'true' }),
      ...(inInput && block.optional !== true && { 'aria-required': 'true' }),
    },
    async changed(state) {
      if (!(await confirmed(object(item.confirm)))) return false;
      if (initial) keep(state);
      if (inInput && block.dispatch_action !== true) return true;
      return surface.act({ actionId, blockId, ...(type !== 'button' && { value: { type, ...state } }) });
    },
  };
}

const LOOKS: Record<string, string> = { primary: 'button primary', danger: 'button danger' };

function button({ item, attributes, changed }: Control): HTMLElement {
  const label = plain(object(item.text));
  const url = text(item.url);
  const said = text(item.accessibility_label);
  const props = {
    class: LOOKS[text(item.style)] ?? 'button',
    'data-key': attributes['data-key'],
    'data-asks': label.endsWith('…') ? '' : undefined,
    'aria-label': said || undefined,
  };
  let busy = false;
  const press = async () => {
    if (busy) return;
    busy = true;
    made.setAttribute('aria-busy', 'true');
    await changed({});
    busy = false;
    made.removeAttribute('aria-busy');
  };
  const on = { click: () => void press() };
  const made = /^https?:\/\//i.test(url)
    ? h('a', { ...props, href: url, target: '_blank', rel: 'noopener noreferrer', on }, label)
    : h('button', { ...props, type: 'button', on }, label);
  return made;
}

function overflow({ item, attributes, changed }: Control): HTMLElement {
  const items = () =>
    objects(item.options).map((option) => ({
      label: plain(object(option.text)),
      about: plain(object(option.description)),
      run: () => void changed({ selected_option: option }),
    }));
  const label = text(item.accessibility_label) || 'More options';
  return menuButton({ class: 'button overflow', 'aria-label': label, 'data-key': String(attributes['data-key']) }, ['⋯'], items);
}
