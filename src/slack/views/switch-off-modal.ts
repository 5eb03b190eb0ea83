import type { ModalView } from '@slack/types';
import * as z from 'zod';
import { plainText, section } from './block-kit.ts';
import { ControlsPlace } from './controls-list.ts';
import { SWITCH_OFF_MODAL } from './ids.ts';
import { noteInput } from './modal.ts';
import { prose } from './text.ts';

/** What the form remembers of the list that it was opened from. Comes back from Slack, so the listener parses it. */
export const SwitchOffMetadata = z.object({
  control: z.string().min(1).max(60),
  place: ControlsPlace,
  channel: z.string().min(1).max(50),
  responseUrl: z.string().max(1000).optional(),
});
export type SwitchOffMetadata = z.infer<typeof SwitchOffMetadata>;

/** Asks why a control need not be checked; the reason is kept in Security Hub. */
export const switchOffModal = (standard: string, metadata: SwitchOffMetadata): ModalView => ({
  type: 'modal',
  callback_id: SWITCH_OFF_MODAL,
  title: plainText('Switch control off', 24),
  submit: plainText('Switch off', 24),
  close: plainText('Cancel', 24),
  private_metadata: JSON.stringify(metadata),
  blocks: [
    section(
      `*${prose(metadata.control, 60)}* in ${prose(standard, 80)}\nIts findings for this standard are archived, and it no longer counts for its score.`,
    ),
    noteInput({
      label: 'Why need it not be checked?',
      placeholder: 'Such as: we rotate these keys by another service',
      hint: 'Kept in Security Hub, in the audit trail and in this channel, with your name. It can be switched on again at any time.',
    }),
  ],
});
