import { h } from '../dom.ts';
import { type Json, object, objects, text } from '../json.ts';
import { plain } from '../mrkdwn-nodes.ts';
import { rows } from '../store.ts';
import type { Control } from './elements.ts';

interface Choice {
  value: string;
  label: string;
  group?: string;
}

/** How a kind of select names what is chosen in its state, and what there is to choose. */
interface Kind {
  chosen: string;
  choices(item: Json): Choice[];
  /** The state's value for a choice: the whole option for a static one, the id for the others. */
  stateOf(item: Json, value: string): unknown;
  valueOf(state: unknown): string;
}

const STATIC: Pick<Kind, 'choices' | 'stateOf' | 'valueOf'> = {
  choices: (item) =>
    optionsOf(item).map(({ option, group }) => ({ value: text(option.value), label: plain(object(option.text)), ...(group && { group }) })),
  stateOf: (item, value) => optionsOf(item).find(({ option }) => text(option.value) === value)?.option ?? null,
  valueOf: (state) => text(object(state)?.value),
};
const byId = { stateOf: (_: Json, value: string) => value || null, valueOf: text };
const people = () => rows('people').map(({ id, name }) => ({ value: id, label: name }));
const conversations = () => rows('channels').flatMap(({ id, name, kind }) => (kind === 'im' ? [] : [{ value: id, label: `#${name}` }]));

const ONE: Record<string, Kind> = {
  static_select: { ...STATIC, chosen: 'selected_option' },
  users_select: { ...byId, chosen: 'selected_user', choices: people },
  conversations_select: { ...byId, chosen: 'selected_conversation', choices: conversations },
  channels_select: { ...byId, chosen: 'selected_channel', choices: conversations },
};

const MANY: Record<string, Kind> = {
  multi_static_select: { ...STATIC, chosen: 'selected_options' },
  multi_users_select: { ...byId, chosen: 'selected_users', choices: people },
  multi_conversations_select: { ...byId, chosen: 'selected_conversations', choices: conversations },
  multi_channels_select: { ...byId, chosen: 'selected_channels', choices: conversations },
};

/** The browser's own select: known to every keyboard, screen reader and phone. */
export const selects = Object.fromEntries([
  ...Object.entries(ONE).map(([type, kind]) => [type, (control: Control) => oneOf(kind, control)] as const),
  ...Object.entries(MANY).map(([type, kind]) => [type, (control: Control) => manyOf(kind, control)] as const),
]);

function oneOf(kind: Kind, { item, state, attributes, changed, surface }: Control): HTMLElement {
  const current = kind.valueOf(state[kind.chosen]);
  const placeholder = plain(object(item.placeholder)) || 'Select an option';
  const select = h('select', { ...attributes }, h('option', { value: '' }, placeholder), ...grouped(kind.choices(item)));
  select.value = current;
  if (select.selectedIndex === -1) select.value = '';
  select.addEventListener('change', async () => {
    const done = await changed({ [kind.chosen]: kind.stateOf(item, select.value) });
    // In a message a choice is an order, not a setting: it stands only if it was carried out.
    if (!done && surface.kind === 'message') select.value = current;
  });
  return select;
}

function manyOf(kind: Kind, { item, state, attributes, changed }: Control): HTMLElement {
  const before = state[kind.chosen];
  const chosen = new Set(Array.isArray(before) ? before.map(kind.valueOf) : []);
  const boxes = kind.choices(item).map(({ value, label }, index) => {
    const toggle = () => {
      if (!chosen.delete(value)) chosen.add(value);
      void changed({ [kind.chosen]: [...chosen].map((each) => kind.stateOf(item, each)) });
    };
    const key = index === 0 ? attributes['data-key'] : `${attributes['data-key']} ${value}`;
    return h(
      'label',
      { class: 'choice' },
      h('input', { type: 'checkbox', checked: chosen.has(value), 'data-key': key, on: { change: toggle } }),
      label,
    );
  });
  const { 'data-key': _key, 'aria-required': _required, 'aria-invalid': _invalid, ...named } = attributes;
  return h('div', { role: 'group', class: 'choices many', ...named }, ...boxes);
}

function optionsOf(item: Json): { option: Json; group: string }[] {
  const groups = objects(item.option_groups).flatMap((group) =>
    objects(group.options).map((option) => ({ option, group: plain(object(group.label)) })),
  );
  return [...objects(item.options).map((option) => ({ option, group: '' })), ...groups];
}

function grouped(choices: Choice[]): HTMLElement[] {
  const option = ({ value, label }: Choice) => h('option', { value }, label);
  const groups = new Set(choices.map(({ group }) => group));
  return [...groups].flatMap((group) => {
    const options = choices.filter((choice) => choice.group === group).map(option);
    return group ? [h('optgroup', { label: group }, ...options)] : options;
  });
}
