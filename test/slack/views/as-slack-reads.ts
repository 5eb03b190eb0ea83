/**
 * Reads a message or modal as Slack does: which control sequences it holds, what is formatted, what it would ping. Written from
 * https://docs.slack.dev/messaging/formatting-message-text, independent of the product.
 */

export interface Reading {
  /** Inside of every `<…>` in mrkdwn, such as `@U1`, `!channel`, `!date^1^{time}|fallback`, `https://…|label`. */
  controls: string[];
  /** What mrkdwn shows in code spans, and what is left outside of them with the controls taken out. */
  codes: string[];
  prose: string;
  /** Every string that a person may see, whatever reads it. */
  strings: string[];
}

export function asSlackReads(thing: object): Reading {
  const reading: Reading = { controls: [], codes: [], prose: '', strings: [] };
  visit(JSON.parse(JSON.stringify(thing)), reading);
  return reading;
}

/** Fields that hold machine values and are never drawn. */
const UNSEEN = new Set(['type', 'action_id', 'block_id', 'callback_id', 'value', 'private_metadata', 'color', 'style']);

function visit(node: unknown, reading: Reading): void {
  if (Array.isArray(node)) for (const item of node) visit(item, reading);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  for (const [key, value] of Object.entries(node)) {
    if (typeof value !== 'string') visit(value, reading);
    else if (!UNSEEN.has(key)) {
      reading.strings.push(value);
      const type = 'type' in node ? node.type : 'message';
      // Only mrkdwn objects, and the texts of a message itself and of its attachments, are looked into.
      if (type === 'mrkdwn' || ((key === 'text' || key === 'fallback') && (type === 'message' || type === undefined)))
        readMrkdwn(value, reading);
    }
  }
}

function readMrkdwn(text: string, reading: Reading): void {
  const rest = text
    .replace(/<([^<>]*)>/g, (_, inside: string) => {
      reading.controls.push(inside);
      return '\u0001';
    })
    .replace(/`([^`\n]+)`/g, (_, inside: string) => {
      reading.codes.push(inside);
      return '\u0002';
    });
  reading.prose += `${rest}\n`;
}

/** The control sequences that call people: groups, channels, everyone. */
export const calls = ({ controls }: Reading): string[] => controls.filter((inside) => /^(!(?!date\^)|#)/.test(inside));
