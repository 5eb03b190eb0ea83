import * as z from 'zod';

const Noted = z.looseObject({ Note: z.unknown().optional() });

/**
 * The text of a finding as it is kept, and apart from it its note: what people wrote, with their names, which may have to go
 * earlier. Undefined for what cannot be written out.
 */
export function withoutNote(raw: unknown): { text: string | undefined; note?: unknown } {
  const noted = Noted.safeParse(raw);
  if (!noted.success) return { text: JSON.stringify(raw) };
  const { Note: note, ...rest } = noted.data;
  return { text: JSON.stringify(rest), ...(note !== undefined && note !== null && { note }) };
}

/** The finding as it was, from its kept text and, while that is kept, its note. */
export function withNote(text: string, note: unknown): unknown {
  const raw = Noted.parse(JSON.parse(text));
  return note === undefined ? raw : { ...raw, Note: note };
}
