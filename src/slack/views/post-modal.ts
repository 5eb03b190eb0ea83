import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { plainText } from './block-kit.ts';
import { CHANNEL_INPUT, POST_MODAL } from './ids.ts';

/** What the form remembers: which of the two is to be posted. Comes back from Slack, so the listener parses it. */
export const Posted = z.object({ what: z.enum(['report', 'handover']) });
export type Posted = z.infer<typeof Posted>;

const WORDS: Record<Posted['what'], { title: string; hint: string }> = {
  report: { title: 'Security report', hint: 'All of the channel see it: score, standards, what is open, over the last 30 days.' },
  handover: { title: 'Handover', hint: 'All of the channel see it: what of its cards the next shift has to know.' },
};

/** Asks into which channel something goes that is for all to see, where it was not asked for in one. */
export function postModal({ what }: Posted): ModalView {
  const { title, hint } = WORDS[what];
  return {
    type: 'modal',
    callback_id: POST_MODAL,
    title: plainText(title, 24),
    submit: plainText('Post', 24),
    close: plainText('Cancel', 24),
    private_metadata: JSON.stringify({ what } satisfies Posted),
    blocks: [
      {
        type: 'input',
        block_id: CHANNEL_INPUT.block,
        label: plainText('Channel', 100),
        hint: plainText(hint, 300),
        element: {
          type: 'conversations_select',
          action_id: CHANNEL_INPUT.action,
          placeholder: plainText('Choose a channel', 140),
          filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
        },
      },
    ],
  };
}
