import type { Json } from '../contract.ts';
import { ELEMENTS } from './element-limits.ts';
import { BLOCKS, BLOCKS_ON, type Surface } from './limits.ts';
import type { Rule, Shape } from './rules.ts';

/** What is wrong and where, in the words of Slack's `response_metadata.messages`. */
export type Faults = string[];

/** Checks a list of blocks as Slack does before it takes them; no faults means it would take them. */
export function checkBlocks(blocks: unknown, surface: Surface, pointer: string): Faults {
  const faults: Faults = [];
  const say = (what: string, where: string) => faults.push(`[ERROR] ${what} [json-pointer:${where}]`);
  if (!Array.isArray(blocks)) {
    say('must provide an array', pointer);
    return faults;
  }
  if (blocks.length > BLOCKS_ON[surface]) say(`no more than ${BLOCKS_ON[surface]} items allowed`, pointer);
  const anyBlock: Rule = { is: 'block', types: Object.keys(BLOCKS).filter((type) => BLOCKS[type]?.on.includes(surface)) };
  for (const [index, one] of blocks.entries()) check(one, anyBlock, `${pointer}/${index}`, surface, say);
  checkIds(blocks, pointer, say);
  return faults;
}

/** Checks an object against one shape, its blocks left out. */
export function checkShape(value: Json, shape: Shape, surface: Surface, pointer: string): Faults {
  const faults: Faults = [];
  checkFields(value, shape, pointer, surface, (what, where) => faults.push(`[ERROR] ${what} [json-pointer:${where}]`));
  return faults;
}

type Say = (what: string, where: string) => void;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function check(value: unknown, rule: Rule, at: string, surface: Surface, say: Say): void {
  switch (rule.is) {
    case 'anything':
      return;
    case 'boolean':
      if (typeof value !== 'boolean') say('must provide a boolean', at);
      return;
    case 'choice':
      if (!rule.of.includes(value)) say('must be a valid enum value', at);
      return;
    case 'number':
      if (typeof value !== 'number' || !Number.isInteger(value)) say('must provide an integer', at);
      else if (value < rule.min) say(`must be greater than ${rule.min - 1}`, at);
      else if (value > rule.max) say(`must be less than ${rule.max + 1}`, at);
      return;
    case 'string':
      if (typeof value !== 'string') say('must provide a string', at);
      else {
        checkLength(value, rule, at, say);
        if (rule.pattern && !rule.pattern.test(value)) say('does not match the required pattern', at);
      }
      return;
    case 'text':
      if (!isObject(value)) say('must provide an object', at);
      else if ((value['type'] !== 'plain_text' && value['type'] !== 'mrkdwn') || (rule.only && value['type'] !== rule.only))
        say(`unsupported type: ${String(value['type'])}`, `${at}/type`);
      else {
        const own = ELEMENTS[value['type']];
        if (own) checkFields(value, { ...own, required: { text: { is: 'string', min: rule.min, max: rule.max } } }, at, surface, say);
      }
      return;
    case 'list':
      if (!Array.isArray(value)) say('must provide an array', at);
      else {
        if (value.length > rule.max) say(`no more than ${rule.max} items allowed`, at);
        if (value.length < rule.min) say(`no fewer than ${rule.min} items allowed`, at);
        for (const [index, one] of value.entries()) check(one, rule.of, `${at}/${index}`, surface, say);
      }
      return;
    case 'object':
      if (isObject(value)) checkFields(value, rule.shape, at, surface, say);
      else say('must provide an object', at);
      return;
    default:
      checkTyped(value, rule, at, surface, say);
  }
}

function checkTyped(
  value: unknown,
  { is, types }: Extract<Rule, { is: 'element' | 'block' }>,
  at: string,
  surface: Surface,
  say: Say,
): void {
  if (!isObject(value)) {
    say('must provide an object', at);
    return;
  }
  const type = value['type'];
  if (typeof type !== 'string') {
    say('missing required field: type', at);
    return;
  }
  const shape = (is === 'block' ? BLOCKS[type] : undefined) ?? ELEMENTS[type] ?? BLOCKS[type];
  if (!types.includes(type) || !shape) say(`unsupported type: ${type}`, `${at}/type`);
  else checkFields(value, shape, at, surface, say);
}

function checkFields(value: Json, { required, optional, anyOf = [] }: Shape, at: string, surface: Surface, say: Say): void {
  for (const field of Object.keys(required)) if (value[field] === undefined) say(`missing required field: ${field}`, at);
  if (anyOf.length > 0 && anyOf.every((field) => value[field] === undefined)) say(`must define one of: ${anyOf.join(', ')}`, at);
  for (const [field, content] of Object.entries(value)) {
    const rule = required[field] ?? optional[field];
    if (rule) {
      if (content !== undefined) check(content, rule, `${at}/${field}`, surface, say);
    } else if (field !== 'type') say(`invalid additional property: ${field}`, at);
  }
}

function checkLength(value: string, { min, max }: { min: number; max: number }, at: string, say: Say): void {
  if (value.length > max) say(`must be less than ${max + 1} characters`, at);
  if (value.length < min) say(`must be more than ${min - 1} characters`, at);
}

/** block_id is unique on its surface, action_id in its block; at most one element asks for the focus. */
function checkIds(blocks: unknown[], pointer: string, say: Say): void {
  const seen = new Set<unknown>();
  let focused = 0;
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const id = block['block_id'];
    if (id !== undefined && seen.has(id)) say(`\`block_id\` ${String(id)} already exists`, `${pointer}/${index}/block_id`);
    seen.add(id);
    const actions = new Set<unknown>();
    for (const { element, path } of interactiveIn(block)) {
      const action = element['action_id'];
      if (action !== undefined && actions.has(action))
        say(`\`action_id\` ${String(action)} already exists`, `${pointer}/${index}${path}/action_id`);
      actions.add(action);
      if (element['focus_on_load'] === true && ++focused > 1) say('only one element may have focus_on_load', `${pointer}/${index}${path}`);
    }
  }
}

/** Every element a person can act on in a block, however deep, and the path to it. */
export function* interactiveIn(block: Json, path = ''): Generator<{ block: Json; element: Json; path: string }> {
  for (const field of ['accessory', 'element']) {
    const element = block[field];
    if (isObject(element)) yield { block, element, path: `${path}/${field}` };
  }
  for (const field of ['elements', 'actions', 'child_blocks']) {
    const children = block[field];
    if (!Array.isArray(children)) continue;
    for (const [index, child] of children.entries()) {
      if (!isObject(child)) continue;
      const inside = `${path}/${field}/${index}`;
      if (field === 'child_blocks' || child['type'] === 'card') yield* interactiveIn(child, inside);
      else yield { block, element: child, path: inside };
    }
  }
}
