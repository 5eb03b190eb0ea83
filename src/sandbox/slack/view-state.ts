import { interactiveIn, isObject } from './blocks/check.ts';
import type { Json, SlackView } from './contract.ts';

/** What a person has typed and chosen, by block_id and action_id. */
export type StateValues = Record<string, Record<string, Json>>;

/** Which initial_* field of an element becomes which field of its state, and what stands there when nothing was chosen. */
const STATE: Record<string, { state: string; initial: string; none: unknown }> = {
  plain_text_input: { state: 'value', initial: 'initial_value', none: null },
  email_text_input: { state: 'value', initial: 'initial_value', none: null },
  url_text_input: { state: 'value', initial: 'initial_value', none: null },
  number_input: { state: 'value', initial: 'initial_value', none: null },
  rich_text_input: { state: 'rich_text_value', initial: 'initial_value', none: null },
  file_input: { state: 'files', initial: 'initial_files', none: [] },
  datepicker: { state: 'selected_date', initial: 'initial_date', none: null },
  timepicker: { state: 'selected_time', initial: 'initial_time', none: null },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time', none: null },
  checkboxes: { state: 'selected_options', initial: 'initial_options', none: [] },
  radio_buttons: { state: 'selected_option', initial: 'initial_option', none: null },
  static_select: { state: 'selected_option', initial: 'initial_option', none: null },
  external_select: { state: 'selected_option', initial: 'initial_option', none: null },
  users_select: { state: 'selected_user', initial: 'initial_user', none: null },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation', none: null },
  channels_select: { state: 'selected_channel', initial: 'initial_channel', none: null },
  multi_static_select: { state: 'selected_options', initial: 'initial_options', none: [] },
  multi_external_select: { state: 'selected_options', initial: 'initial_options', none: [] },
  multi_users_select: { state: 'selected_users', initial: 'initial_users', none: [] },
  multi_conversations_select: { state: 'selected_conversations', initial: 'initial_conversations', none: [] },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels', none: [] },
};

/** The name of the field that holds what was chosen; undefined for what has no state, such as a button. */
export function stateField({ type }: Json): string | undefined {
  return typeof type === 'string' ? STATE[type]?.state : undefined;
}

/** The state of blocks nobody has touched yet. */
export function initialValues(blocks: Json[]): StateValues {
  const values: StateValues = {};
  for (const { block, element } of blocks.flatMap((block) => [...interactiveIn(block)])) {
    const type = String(element['type']);
    const how = STATE[type];
    const [blockId, actionId] = [block['block_id'], element['action_id']];
    if (!how || typeof blockId !== 'string' || typeof actionId !== 'string') continue;
    const inBlock = values[blockId] ?? {};
    values[blockId] = inBlock;
    inBlock[actionId] = { type, [how.state]: element[how.initial] ?? how.none };
  }
  return values;
}

export function stateOf({ view }: SlackView): StateValues {
  const state = view['state'];
  const values = isObject(state) ? state['values'] : undefined;
  const found: StateValues = {};
  for (const [block, actions] of Object.entries(isObject(values) ? values : {}))
    found[block] = Object.fromEntries(
      Object.entries(isObject(actions) ? actions : {}).filter((entry): entry is [string, Json] => isObject(entry[1])),
    );
  return found;
}

/** The first with every value of the second laid over it. */
export function merged(values: StateValues, more: StateValues): StateValues {
  const blocks = [...new Set([...Object.keys(values), ...Object.keys(more)])];
  return Object.fromEntries(blocks.map((block) => [block, { ...values[block], ...more[block] }]));
}

export function blocksOf({ view }: SlackView): Json[] {
  return Array.isArray(view['blocks']) ? view['blocks'].filter(isObject) : [];
}

/** What Slack's own client says, by block_id, before it bothers the app. */
export function clientErrors(view: SlackView, values: StateValues): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocksOf(view)) {
    const { block_id: id, element, optional } = block;
    if (block['type'] !== 'input' || typeof id !== 'string' || !isObject(element)) continue;
    const value = values[id]?.[String(element['action_id'])] ?? {};
    const complaint = complaintAbout(value[stateField(element) ?? ''], element, optional === true);
    if (complaint) errors[id] = complaint;
  }
  return errors;
}

function complaintAbout(value: unknown, element: Json, optional: boolean): string | undefined {
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (empty) return optional ? undefined : 'Please complete this required field.';
  const { type, min_length: min, max_length: max, min_value: least, max_value: most, max_selected_items: items } = element;
  if (typeof value === 'string' && type === 'plain_text_input') {
    if (typeof min === 'number' && value.length < min) return `Must be at least ${min} characters.`;
    if (typeof max === 'number' && value.length > max) return `Must be at most ${max} characters.`;
  }
  if (type === 'number_input') {
    if (!Number.isFinite(Number(value))) return 'Must be a number.';
    if (element['is_decimal_allowed'] === false && !Number.isInteger(Number(value))) return 'Must be a whole number.';
    if (typeof least === 'string' && Number(value) < Number(least)) return `Must be at least ${least}.`;
    if (typeof most === 'string' && Number(value) > Number(most)) return `Must be at most ${most}.`;
  }
  if (Array.isArray(value) && typeof items === 'number' && value.length > items) return `Choose at most ${items}.`;
  return undefined;
}
