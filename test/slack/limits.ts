/**
 * What Slack refuses, written down from its documentation (https://docs.slack.dev/reference/block-kit/) and independent of
 * the product: it imports nothing from src. Only blocks and elements named here exist; anything else is a violation.
 */

type Json = Record<string, unknown>;
type Range = readonly [least: number, most: number];
type Surface = 'message' | 'modal' | 'home';

interface Kind {
  /** Lengths of strings, and numbers of array items, by path. A path that is absent is fine unless `required`. */
  sizes: Record<string, Range>;
  required?: readonly string[];
  /** Paths that must hold a plain_text object. */
  plain?: readonly string[];
}

const ANYWHERE: readonly Surface[] = ['message', 'modal', 'home'];

const BLOCK: Record<string, Kind & { on: readonly Surface[] }> = {
  section: { on: ANYWHERE, sizes: { 'text.text': [1, 3000], fields: [1, 10], 'fields.*.text': [1, 2000] } },
  header: { on: ANYWHERE, sizes: { 'text.text': [1, 150] }, required: ['text'], plain: ['text'] },
  context: { on: ANYWHERE, sizes: { elements: [1, 10] }, required: ['elements'] },
  actions: { on: ANYWHERE, sizes: { elements: [1, 25] }, required: ['elements'] },
  image: {
    on: ANYWHERE,
    sizes: { alt_text: [1, 2000], 'title.text': [1, 2000] },
    required: ['alt_text', 'slack_file'],
    plain: ['title'],
  },
  divider: { on: ANYWHERE, sizes: {} },
  rich_text: { on: ANYWHERE, sizes: { elements: [1, 100] }, required: ['elements'] },
  input: {
    on: ANYWHERE,
    sizes: { 'label.text': [1, 2000], 'hint.text': [1, 2000] },
    required: ['label', 'element'],
    plain: ['label', 'hint'],
  },
};

const ELEMENT: Record<string, Kind> = {
  button: {
    sizes: { 'text.text': [1, 75], action_id: [1, 255], value: [1, 2000], url: [1, 3000], accessibility_label: [1, 75] },
    required: ['text', 'action_id'],
    plain: ['text'],
  },
  static_select: {
    sizes: { action_id: [1, 255], options: [1, 100], 'placeholder.text': [1, 150] },
    required: ['options', 'action_id'],
    plain: ['placeholder'],
  },
  overflow: { sizes: { action_id: [1, 255], options: [1, 5] }, required: ['options', 'action_id'] },
  datepicker: { sizes: { action_id: [1, 255], 'placeholder.text': [1, 150] }, required: ['action_id'], plain: ['placeholder'] },
  datetimepicker: { sizes: { action_id: [1, 255] }, required: ['action_id'] },
  radio_buttons: { sizes: { action_id: [1, 255], options: [1, 10] }, required: ['options', 'action_id'] },
  users_select: { sizes: { action_id: [1, 255], 'placeholder.text': [1, 150] }, required: ['action_id'], plain: ['placeholder'] },
  multi_static_select: {
    sizes: { action_id: [1, 255], options: [1, 100], 'placeholder.text': [1, 150] },
    required: ['options', 'action_id'],
    plain: ['placeholder'],
  },
  conversations_select: { sizes: { action_id: [1, 255], 'placeholder.text': [1, 150] }, required: ['action_id'], plain: ['placeholder'] },
  multi_users_select: { sizes: { action_id: [1, 255], 'placeholder.text': [1, 150] }, required: ['action_id'], plain: ['placeholder'] },
  plain_text_input: { sizes: { action_id: [1, 255], 'placeholder.text': [1, 150] }, required: ['action_id'], plain: ['placeholder'] },
  mrkdwn: { sizes: { text: [1, 3000] }, required: ['text'] },
  plain_text: { sizes: { text: [1, 3000] }, required: ['text'] },
};

const OPTION: Kind = {
  sizes: { 'text.text': [1, 75], 'description.text': [1, 75], value: [1, 75] },
  required: ['text', 'value'],
  plain: ['description'],
};

const VIEW: Kind = {
  sizes: {
    blocks: [1, 100],
    'title.text': [1, 24],
    'submit.text': [1, 24],
    'close.text': [1, 24],
    private_metadata: [0, 3000],
    callback_id: [1, 255],
  },
  required: ['title', 'blocks'],
  plain: ['title', 'submit', 'close'],
};

/** https://docs.slack.dev/reference/views/home-tab-views: neither a title nor buttons of its own. */
const HOME: Kind = { sizes: { blocks: [1, 100], private_metadata: [0, 3000], callback_id: [1, 255] }, required: ['blocks'] };

/** Slack's cap on the text of a whole message is undocumented and was measured near 13,200; beyond it: msg_blocks_too_long. */
const MOST_TEXT = 12_000;
const MOST_PUSH = 40_000;
const VIEW_BYTES = 250_000;

/** Everything about this message, modal or Home that Slack would refuse or cut, each with the path to it. Empty: Slack takes it. */
export function violations(thing: object): string[] {
  const json = JSON.parse(JSON.stringify(thing));
  if (json.type === 'modal' || json.type === 'home') return viewViolations(json, json.type);
  return messageViolations(json);
}

/** All text a person sees in it, its top-level `text` and fallbacks left out. */
export function renderedLength(thing: object): number {
  let length = 0;
  JSON.stringify(thing, (key, value) => {
    if (key === 'fallback' || key === 'private_metadata') return undefined;
    const isText = isJson(value) && ['mrkdwn', 'plain_text', 'text'].includes(String(value['type']));
    if (isText && typeof value['text'] === 'string') length += value['text'].length;
    return value;
  });
  return length;
}

function messageViolations(message: Json): string[] {
  const { text, blocks, attachments } = message;
  const found: string[] = [];
  if (typeof text !== 'string' || text === '') found.push('text: missing; phones show "This content can\'t be displayed"');
  else if (text.length > MOST_PUSH) found.push(`text: ${text.length} > ${MOST_PUSH}`);
  const top = list(blocks);
  const attached = list(attachments);
  const all = [...top, ...attached.flatMap((attachment) => list(attachment['blocks']))];
  if (all.length > 50) found.push(`blocks: ${all.length} > 50`);
  if (attached.length > 100) found.push(`attachments: ${attached.length} > 100`);
  if (renderedLength(message) >= MOST_TEXT) found.push(`all text: ${renderedLength(message)} >= ${MOST_TEXT}`);
  attached.forEach((attachment, index) => {
    const strange = Object.keys(attachment).filter((key) => !['color', 'fallback', 'blocks'].includes(key));
    if (strange.length > 0) found.push(`attachments.${index}: ${strange} beside blocks (invalid_attachments)`);
    if (!/^#[0-9A-Fa-f]{6}$/.test(String(attachment['color']))) found.push(`attachments.${index}.color: not hex`);
  });
  return [...found, ...blocksViolations(all, 'message')];
}

function viewViolations(view: Json, surface: 'modal' | 'home'): string[] {
  const blocks = list(view['blocks']);
  const found = [...check(view, surface === 'modal' ? VIEW : HOME, 'view'), ...blocksViolations(blocks, surface)];
  if (surface === 'modal' && blocks.some(({ type }) => type === 'input') && !view['submit'])
    found.push('view.submit: required beside an input');
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES) found.push(`view: larger than ${VIEW_BYTES} bytes`);
  return found;
}

function blocksViolations(blocks: Json[], surface: Surface): string[] {
  const ids = blocks.map(({ block_id }) => block_id).filter((id) => id !== undefined);
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `block_id ${id}: twice`);
  return [...doubled, ...blocks.flatMap((block, index) => blockViolations(block, `blocks.${index}`, surface))];
}

function blockViolations(block: Json, path: string, surface: Surface): string[] {
  const kind = BLOCK[String(block['type'])];
  if (!kind?.on.includes(surface)) return [`${path}: no block ${block['type']} in a ${surface}`];
  const found = check(block, { ...kind, sizes: { ...kind.sizes, block_id: [1, 255] } }, path);
  if (block['type'] === 'section' && !block['text'] && !block['fields']) found.push(`${path}: neither text nor fields`);
  const elements = [...list(block['elements']), ...list([block['accessory'], block['element']])];
  const ids = elements.map(({ action_id }) => action_id).filter((id) => id !== undefined);
  if (new Set(ids).size < ids.length) found.push(`${path}: an action_id twice`);
  if (block['type'] === 'rich_text') return [...found, ...richTextViolations(elements, path)];
  return [...found, ...elements.flatMap((element, index) => elementViolations(element, `${path}.${index}`))];
}

function elementViolations(element: Json, path: string): string[] {
  const kind = ELEMENT[String(element['type'])];
  if (!kind) return [`${path}: no element ${element['type']}`];
  const { min_length, max_length, style } = element;
  const found = check(element, kind, path);
  if (Number(max_length) > 3000 || Number(min_length) > Number(max_length)) found.push(`${path}: lengths of the input`);
  if (style !== undefined && style !== 'primary' && style !== 'danger') found.push(`${path}.style: ${style}`);
  return [...found, ...list(element['options']).flatMap((option, index) => check(option, OPTION, `${path}.options.${index}`))];
}

function richTextViolations(elements: Json[], path: string): string[] {
  const parts = ['rich_text_section', 'rich_text_preformatted', 'rich_text_quote', 'rich_text_list'];
  return elements.flatMap(({ type, elements: leaves }) => [
    ...(parts.includes(String(type)) ? [] : [`${path}: no ${type} in rich text`]),
    ...list(leaves).flatMap((leaf) => (leaf['type'] === 'text' && leaf['text'] === '' ? [`${path}: empty text`] : [])),
  ]);
}

function check(node: Json, { sizes, required = [], plain = [] }: Kind, path: string): string[] {
  const missing = required.filter((key) => node[key] === undefined).map((key) => `${path}.${key}: missing`);
  const formatted = plain
    .filter((key) => isJson(node[key]) && node[key]['type'] !== 'plain_text')
    .map((key) => `${path}.${key}: must be plain_text`);
  const wrong = Object.entries(sizes).flatMap(([key, [least, most]]) =>
    valuesAt(node, key.split('.'))
      .map((value) => (typeof value === 'string' || Array.isArray(value) ? value.length : Number.NaN))
      .filter((size) => !(size >= least && size <= most))
      .map((size) => `${path}.${key}: ${size} is not within ${least} to ${most}`),
  );
  return [...missing, ...formatted, ...wrong];
}

function valuesAt(node: unknown, [key, ...rest]: string[]): unknown[] {
  if (key === undefined) return node === undefined ? [] : [node];
  if (key === '*') return Array.isArray(node) ? node.flatMap((item) => valuesAt(item, rest)) : [];
  return isJson(node) ? valuesAt(node[key], rest) : [];
}

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isJson) : []);
