import * as z from 'zod';

// Arguments arrive as text in a form and as themselves in a JSON body; both must do.

/** JSON text in a form, the value itself in a JSON body. */
export function nested<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      return value; // not JSON: the schema refuses it under the argument's own name
    }
  }, schema);
}

export const json = z.record(z.string(), z.unknown());
export const jsonList = nested(z.array(json));
export const name = z.string().min(1);
export const ts = z.string().regex(/^\d+\.\d{6}$/, 'must be a timestamp such as 1405894322.002768');
export const flag = z.preprocess((value) => ({ true: true, '1': true, false: false, '0': false })[String(value)] ?? value, z.boolean());
export const count = (most: number) => z.coerce.number().int().min(0).max(most);
export const names = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(',').map((one) => one.trim()) : value),
  z.array(name),
);
