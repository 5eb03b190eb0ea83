import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import * as z from 'zod';
import { Aside, Seen } from '../../domain/seen.ts';
import { plainText } from './block-kit.ts';
import { NOTE_INPUT } from './ids.ts';

/** What a modal remembers about the card it was opened from. Comes back from Slack, so the listener parses it. */
export const ModalMetadata = z.object({
  card: z.string().min(1).max(300),
  actionVersion: z.number().int(),
  channel: z.string().min(1).max(50),
  saw: Seen.optional(),
  aside: Aside.optional(),
});
export type ModalMetadata = z.infer<typeof ModalMetadata>;

/** A form about one card. Slack allows 24 characters for each of the title and the two buttons. */
export function formModal(form: { id: string; title: string; submit: string; metadata: ModalMetadata; blocks: KnownBlock[] }): ModalView {
  return {
    type: 'modal',
    callback_id: form.id,
    title: plainText(form.title, 24),
    submit: plainText(form.submit, 24),
    close: plainText('Cancel', 24),
    private_metadata: JSON.stringify(form.metadata),
    blocks: form.blocks,
  };
}

/**
 * Security Hub keeps 512 characters of a note (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NoteUpdate.html),
 * and the note also says who and why; what is asked for here has to fit beside that.
 */
export const NOTE_LENGTH = 350;

/** In place of what a form would do, when it belongs to a test card. */
export const TEST_HINT = 'A test: nothing but the card changes, and nothing of this is kept in Security Hub.';

export function noteInput({
  label,
  placeholder,
  hint,
  initial,
}: {
  label: string;
  placeholder: string;
  hint: string;
  initial?: string;
}): InputBlock {
  return {
    type: 'input',
    block_id: NOTE_INPUT.block,
    label: plainText(label, 100),
    hint: plainText(hint, 300),
    element: {
      type: 'plain_text_input',
      action_id: NOTE_INPUT.action,
      multiline: true,
      min_length: 3,
      max_length: NOTE_LENGTH,
      placeholder: plainText(placeholder, 140),
      ...(initial && { initial_value: initial }),
    },
  };
}
