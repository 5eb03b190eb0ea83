import type {
  ActionsBlock,
  Button,
  ContextBlock,
  KnownBlock,
  MessageAttachment,
  MrkdwnElement,
  Overflow,
  PlainTextElement,
  SectionBlock,
} from '@slack/types';
import { plain } from './text.ts';

/**
 * A message as chat.postMessage, chat.update and response_url take it. All three parts are always sent: an update without
 * `blocks` would remove them, one without `attachments` would keep the old ones.
 */
export interface Message {
  /** What the phone's notification and the screen reader say; at most 120 characters. */
  text: string;
  blocks: KnownBlock[];
  attachments: MessageAttachment[];
}

/** Text that is already safe: made of `prose`, `code`, `link`, `date`, `person` and our own words. `verbatim` stops auto-linking. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const plainText = (text: string, limit: number): PlainTextElement => ({
  type: 'plain_text',
  text: plain(text, limit) || '—',
  emoji: false,
});

export const section = (text: string): SectionBlock => ({ type: 'section', text: mrkdwn(text) });

export const context = (...texts: string[]): ContextBlock => ({ type: 'context', elements: texts.map(mrkdwn) });

/** `says` is what a screen reader says instead of the label, so that ten "Show" buttons can be told apart. What it lacks of the label is put before it. */
export function button(id: string, label: string, value: string, { style, says }: { style?: Button['style']; says?: string } = {}): Button {
  return {
    type: 'button',
    action_id: id,
    text: { type: 'plain_text', text: label, emoji: true },
    value,
    ...(style && { style }),
    ...(says && { accessibility_label: plain(withLabel(label, says), 75) }),
  };
}

/** Who speaks to the computer says what they see: https://www.w3.org/WAI/WCAG22/Understanding/label-in-name */
function withLabel(label: string, says: string): string {
  const seen = label.replace(/^[•‹]\s*|\s*[›…]$/g, '');
  return says.toLowerCase().includes(seen.toLowerCase()) ? says : `${seen}: ${says}`;
}

export const actions = (...elements: (Button | Overflow)[]): ActionsBlock => ({ type: 'actions', elements });

/** Joins what there is of it with a middle dot. */
export const dotted = (...parts: (string | false | undefined)[]): string => parts.filter((part) => part).join(' · ');

/** The lines that have something to say. */
export const lines = (...parts: (string | false | undefined)[]): string => parts.filter((part) => part).join('\n');
