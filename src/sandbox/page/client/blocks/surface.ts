import type { Json } from '../json.ts';

/** What a person does with an element, as Slack reports it: `value` is the element's new state. */
export interface Action {
  actionId: string;
  blockId: string;
  value?: Json;
}

/** Where blocks are drawn: a message, a modal or Home. */
export interface Surface {
  /** Unique on the page; the controls' `data-key`s begin with it. */
  key: string;
  kind: 'message' | 'modal' | 'home';
  /** Resolves when the app has answered. */
  act(action: Action): Promise<boolean>;
  values: Values;
  /** By block_id. */
  errors: Record<string, string>;
}

/** What was put into the inputs of a surface, as Slack's `state.values`. */
export interface Values {
  get(blockId: string, actionId: string): Json | undefined;
  set(blockId: string, actionId: string, state: Json): void;
  /** The given blocks' states only: inputs that an update took away are not sent. */
  of(blockIds: readonly string[]): Record<string, Record<string, Json>>;
}

export function noValues(): Values {
  const byBlock = new Map<string, Map<string, Json>>();
  return {
    get: (blockId, actionId) => byBlock.get(blockId)?.get(actionId),
    set(blockId, actionId, state) {
      const block = byBlock.get(blockId) ?? new Map<string, Json>();
      byBlock.set(blockId, block.set(actionId, state));
    },
    of: (blockIds) =>
      Object.fromEntries(blockIds.flatMap((id) => (byBlock.has(id) ? [[id, Object.fromEntries(byBlock.get(id) ?? [])]] : []))),
  };
}
