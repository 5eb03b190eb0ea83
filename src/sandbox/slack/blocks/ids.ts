import type { Json } from '../contract.ts';
import { isObject } from './check.ts';

/** The blocks with the block_id and action_id that Slack gives to those that came without. */
export function withIds(blocks: Json[], newId: (prefix: string) => string): Json[] {
  return blocks.map((block) => named(block, newId));
}

/** An attachment as Slack keeps it: numbered from 1, with a fallback, its blocks with ids. */
export function keptAttachment(attachment: Json, index: number, newId: (prefix: string) => string): Json {
  const blocks = attachment['blocks'];
  return {
    fallback: '[no preview available]',
    ...attachment,
    id: index + 1,
    ...(Array.isArray(blocks) && { blocks: withIds(blocks.filter(isObject), newId) }),
  };
}

function named(block: Json, newId: (prefix: string) => string): Json {
  const withActionId = (element: unknown) => (isObject(element) && acts(element) ? { action_id: newId('a'), ...element } : element);
  const children = block['child_blocks'];
  return {
    block_id: newId('b'),
    ...block,
    ...(isObject(block['accessory']) && { accessory: withActionId(block['accessory']) }),
    ...(isObject(block['element']) && { element: withActionId(block['element']) }),
    ...(Array.isArray(block['elements']) && {
      elements: block['elements'].map((one: unknown) => (isObject(one) && one['type'] === 'card' ? named(one, newId) : withActionId(one))),
    }),
    ...(Array.isArray(block['actions']) && { actions: block['actions'].map(withActionId) }),
    ...(Array.isArray(children) && { child_blocks: withIds(children.filter(isObject), newId) }),
  };
}

const SILENT = ['image', 'plain_text', 'mrkdwn'];

function acts({ type }: Json): boolean {
  return typeof type === 'string' && !SILENT.includes(type) && !type.startsWith('rich_text_');
}
