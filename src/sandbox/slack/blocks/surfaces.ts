import type { Json } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import { checkBlocks, checkShape, type Faults, isObject } from './check.ts';
import { MESSAGE, VIEW, VIEWS } from './limits.ts';

export interface MessageContent {
  text: string;
  blocks: Json[];
  attachments: Json[];
}

/** Throws what Slack answers to a message it does not take. */
export function assertMessage({ text, blocks, attachments }: MessageContent): void {
  if (attachments.length > MESSAGE.attachments) throw new SlackError('too_many_attachments');
  refuse('invalid_blocks', checkBlocks(blocks, 'message', '/blocks'));
  refuse('invalid_attachments', attachments.flatMap(attachmentFaults));
  const all = [blocks, ...attachments.map((attachment) => attachment['blocks'])].flatMap((list) =>
    Array.isArray(list) ? list.filter(isObject) : [],
  );
  const tables = all.filter(({ type }) => type === 'table');
  if (tables.length > MESSAGE.tables) throw new SlackError('invalid_attachments', ['[ERROR] only_one_table_allowed']);
  if (all.filter(({ type }) => type === 'data_visualization').length > MESSAGE.charts)
    throw new SlackError('invalid_blocks', [
      `[ERROR] no more than ${MESSAGE.charts} data_visualization blocks allowed [json-pointer:/blocks]`,
    ]);
  if (tables.reduce((sum, table) => sum + renderedText(table), 0) > MESSAGE.tableText)
    throw new SlackError('invalid_blocks', [
      `[ERROR] a table must be less than ${MESSAGE.tableText + 1} characters [json-pointer:/blocks]`,
    ]);
  if (renderedText(all) > MESSAGE.renderedText) throw new SlackError('msg_blocks_too_long');
  if (text === '' && all.length === 0 && attachments.length === 0) throw new SlackError('no_text');
}

/** Throws what Slack answers to a view it does not take. */
export function assertView(view: Json, type: 'modal' | 'home'): void {
  if (view['type'] !== type) refuse('invalid_arguments', [`[ERROR] unsupported type: ${String(view['type'])} [json-pointer:/view/type]`]);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW.bytes) throw new SlackError('view_too_large');
  const faults = [...checkShape(view, VIEWS[type], type, '/view'), ...checkBlocks(view['blocks'], type, '/view/blocks')];
  const blocks = Array.isArray(view['blocks']) ? view['blocks'] : [];
  if (type === 'modal' && view['submit'] === undefined && blocks.some((block) => isObject(block) && block['type'] === 'input'))
    faults.push('[ERROR] missing required field: submit [json-pointer:/view]');
  refuse('invalid_arguments', faults);
}

function attachmentFaults(attachment: Json, index: number): Faults {
  const pointer = `/attachments/${index}`;
  if (attachment['blocks'] === undefined) return [];
  // Beside blocks nothing but the colour and the fallback is allowed: slackapi/bolt-js#717, slack-go/slack#588. (Slack numbers
  // attachments itself; a message sent back as it was received still carries the number.)
  const strays = Object.keys(attachment).filter((field) => !['blocks', 'color', 'fallback', 'id'].includes(field));
  return [
    ...strays.map((field) => `[ERROR] invalid additional property: ${field} [json-pointer:${pointer}]`),
    ...checkBlocks(attachment['blocks'], 'message', `${pointer}/blocks`),
  ];
}

/** Characters of the text a reader sees; menus and confirm dialogs are not part of the message. */
function renderedText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + renderedText(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [field, content]) => {
    if (['options', 'option_groups', 'confirm', 'placeholder'].includes(field)) return sum;
    if (field === 'text' && typeof content === 'string') return sum + content.length;
    return sum + renderedText(content);
  }, 0);
}

function refuse(code: string, faults: Faults): void {
  if (faults.length > 0) throw new SlackError(code, faults);
}
