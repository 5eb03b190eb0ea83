import { interactiveIn, isObject } from '../blocks/check.ts';
import type { Json, SlackMessage } from '../contract.ts';
import { type StateValues, stateField } from '../view-state.ts';

export interface Wanted {
  actionId: string;
  blockId?: string;
  value?: Json;
}

/** What a person acts on. `attachment`: the number of the attachment it is in. */
export interface Target {
  block: Json;
  element: Json;
  attachment?: number;
}

/** The element with that action_id among blocks and attachments. Throws naming what is there instead. */
export function targetIn(
  place: string,
  { blocks, attachments }: Pick<SlackMessage, 'blocks' | 'attachments'>,
  { actionId, blockId }: Wanted,
): Target {
  const all = [...targets(blocks), ...attachments.flatMap((attachment) => targets(attachment['blocks'], Number(attachment['id'])))];
  const found = all.find(
    ({ block, element }) => element['action_id'] === actionId && (blockId === undefined || block['block_id'] === blockId),
  );
  if (found) return found;
  const there = all.map(({ element }) => String(element['action_id'])).join(', ') || 'nothing to act on';
  throw new Error(`No ${actionId}${blockId ? ` in block ${blockId}` : ''} in ${place}; there is: ${there}`);
}

function targets(blocks: unknown, attachment?: number): Target[] {
  if (!Array.isArray(blocks)) return [];
  return blocks
    .filter(isObject)
    .flatMap((block) => [...interactiveIn(block)])
    .map(({ block, element }) => ({ block, element, ...(attachment !== undefined && { attachment }) }));
}

/** What the element then holds: nothing for a button, what was chosen for the rest. Throws if it cannot be chosen. */
export function chosenValue(element: Json, value: Json | undefined): Json {
  const field = stateField(element);
  const type = String(element['type']);
  if (type === 'overflow') return { selected_option: offered(element, value) };
  if (field === undefined) return {};
  if (value === undefined) throw new Error(`A ${type} is acted on by choosing: give a value with ${field}`);
  if ((field === 'selected_option' || field === 'selected_options') && !(field in value)) {
    const option = offered(element, value);
    return field === 'selected_option' ? { selected_option: option } : { selected_options: [option] };
  }
  const chosen = value[field];
  for (const option of field === 'selected_option' ? [chosen] : field === 'selected_options' && Array.isArray(chosen) ? chosen : [])
    if (isObject(option)) offered(element, option);
  return { [field]: chosen };
}

/** The `actions[]` entry of block_actions. */
export function actionJson({ block, element }: Target, chosen: Json, ts: string): Json {
  const { type, action_id, value, text, icon, placeholder } = element;
  return {
    type,
    action_id,
    block_id: block['block_id'],
    ...(text !== undefined && { text }),
    ...(value !== undefined && { value }),
    ...(icon !== undefined && { icon }),
    ...(placeholder !== undefined && { placeholder }),
    ...chosen,
    action_ts: ts,
  };
}

export function stateEntry({ block, element }: Target, chosen: Json): StateValues {
  if (stateField(element) === undefined) return {};
  return { [String(block['block_id'])]: { [String(element['action_id'])]: { type: element['type'], ...chosen } } };
}

/** An external menu takes any option; every other one only what it offers. */
function offered(element: Json, wanted: Json | undefined): Json {
  const { options, option_groups: groups, type } = element;
  const inGroups = Array.isArray(groups) ? groups.flatMap((group: unknown) => (isObject(group) ? group['options'] : [])) : [];
  const all = [...(Array.isArray(options) ? options : []), ...inGroups].filter(isObject);
  const choice = isObject(wanted?.['selected_option']) ? wanted['selected_option'] : wanted;
  const found = all.find((option) => option['value'] === choice?.['value']);
  if (found) return found;
  if (choice && String(type).includes('external')) return choice;
  throw new Error(
    `${String(element['action_id'])} does not offer ${JSON.stringify(choice)}; it offers: ${all.map((option) => option['value']).join(', ')}`,
  );
}
