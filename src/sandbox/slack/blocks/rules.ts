/** What Slack demands of one value in Block Kit. Lengths are in characters, both bounds included. */
export type Rule =
  | { is: 'text'; min: number; max: number; only?: 'plain_text' | 'mrkdwn' }
  | { is: 'string'; min: number; max: number; pattern?: RegExp }
  | { is: 'choice'; of: readonly unknown[] }
  | { is: 'number'; min: number; max: number }
  | { is: 'boolean' }
  | { is: 'list'; of: Rule; min: number; max: number }
  | { is: 'object'; shape: Shape }
  /** An object whose own `type` says which shape of the table of elements, or of blocks, it must have. */
  | { is: 'element' | 'block'; types: readonly string[] }
  | { is: 'anything' };

export type Fields = Record<string, Rule>;

export interface Shape {
  required: Fields;
  optional: Fields;
  /** At least one of these must be there. */
  anyOf?: readonly string[];
}

export const text = (max: number): Rule => ({ is: 'text', min: 1, max });
export const plain = (max: number): Rule => ({ is: 'text', min: 1, max, only: 'plain_text' });
export const mrkdwn = (max: number): Rule => ({ is: 'text', min: 1, max, only: 'mrkdwn' });
export const string = (max: number, min = 0): Rule => ({ is: 'string', min, max });
export const matching = (pattern: RegExp): Rule => ({ is: 'string', min: 0, max: Infinity, pattern });
export const choice = (...of: readonly unknown[]): Rule => ({ is: 'choice', of });
export const number = (min: number, max: number): Rule => ({ is: 'number', min, max });
export const list = (of: Rule, min: number, max: number): Rule => ({ is: 'list', of, min, max });
export const object = (required: Fields, optional: Fields = {}, anyOf: readonly string[] = []): Rule => ({
  is: 'object',
  shape: shape(required, optional, anyOf),
});
export const element = (...types: readonly string[]): Rule => ({ is: 'element', types });
export const block = (...types: readonly string[]): Rule => ({ is: 'block', types });
export const flag: Rule = { is: 'boolean' };
export const anything: Rule = { is: 'anything' };

export const shape = (required: Fields, optional: Fields = {}, anyOf: readonly string[] = []): Shape => ({ required, optional, anyOf });
