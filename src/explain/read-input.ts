/** One thing of the input, or why a line of it is none. `line` counts from 1 and is there when lines are what was read. */
export type Item = { raw: unknown; line?: number } | { reason: string; line?: number };

/** Findings or events from a JSON document, a JSON array, or a file with one of either per line. Never throws. */
export function readInput(text: string): Item[] {
  const content = text.replace(/^\uFEFF/, '');
  if (content.trim() === '') return [{ reason: 'The input is empty.' }];
  const whole = parseJson(content);
  if ('value' in whole) return itemsOf(whole.value);
  const lines = content.split(/\r?\n/).map((line, index) => ({ text: line, line: index + 1 }));
  if (isOneDocument(lines)) return [{ reason: whole.reason }];
  return lines.filter((line) => line.text.trim() !== '').flatMap(readLine);
}

/** An indented document that is broken somewhere is one error, not one for each of its lines. */
const isOneDocument = (lines: { text: string }[]): boolean => lines.slice(1).some(({ text }) => /^\s+\S/.test(text));

function readLine({ text, line }: { text: string; line: number }): Item[] {
  const parsed = parseJson(text);
  return 'value' in parsed ? itemsOf(parsed.value).map((item) => ({ ...item, line })) : [{ reason: parsed.reason, line }];
}

const itemsOf = (value: unknown): Item[] => {
  if (!Array.isArray(value)) return [{ raw: value }];
  return value.length > 0 ? value.map((raw) => ({ raw })) : [{ reason: 'The array is empty.' }];
};

function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: `Not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
