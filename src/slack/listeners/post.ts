import * as z from 'zod';
import { UserFacingError } from '../../domain/refusal.ts';
import type { PressListener, SubmissionListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { DEFAULT_DAYS } from '../report-query.ts';
import { CHANNEL_INPUT } from '../views/ids.ts';
import { Posted, postModal } from '../views/post-modal.ts';
import { UNKNOWN } from '../words.ts';

/** A click on Report or Handover in Home: asks which channel is to have it. */
export const onPostAsked =
  (what: Posted['what']): PressListener =>
  async ({ trigger }, { modals }) => {
    await modals.open(trigger, postModal({ what }));
    return undefined;
  };

const Chosen = z.object({ selected_conversation: z.string().nullish() });

/** The form sent off: what comes of it is in the channel, and what does not come of it is told to its person alone. */
export const onPostSubmitted: SubmissionListener = async ({ who, metadata, values }, { queues, token, now }) => {
  const posted = Posted.safeParse(jsonOf(metadata));
  if (!posted.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: posted.error });
  const channel = Chosen.safeParse(values[CHANNEL_INPUT.block]?.[CHANNEL_INPUT.action]).data?.selected_conversation;
  if (!channel) return { [CHANNEL_INPUT.block]: 'Please choose a channel.' };
  const asked = { who, channel, id: token() };
  if (posted.data.what === 'handover') await queues.request({ kind: 'handover', ...asked }, 'reports');
  else await queues.request({ kind: 'report', ...asked, days: DEFAULT_DAYS, askedAt: now().toISOString() }, 'reports');
  return undefined;
};
