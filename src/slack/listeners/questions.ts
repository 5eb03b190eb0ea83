import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { AskedApproval, AskedHolding } from '../views/question.ts';
import { UNKNOWN } from '../words.ts';

/** A click on Approve or Refuse under a suppression that somebody else asked for. */
export const onDecided =
  (approve: boolean): PressListener =>
  async (press, { queues }) => {
    const asked = AskedApproval.safeParse(jsonOf(press.value));
    if (!asked.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: asked.error });
    // Only the function behind `admin` may write SUPPRESSED.
    await queues.request({ kind: 'decide', ...askerOf(press), ...asked.data, approve }, 'admin');
    return undefined;
  };

/** A click on Confirm under the question whether somebody is still at it. */
export const onHeld: PressListener = async (press, { queues }) => {
  const asked = AskedHolding.safeParse(jsonOf(press.value));
  if (!asked.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: asked.error });
  await queues.request({ kind: 'hold', ...askerOf(press), ...asked.data }, 'actions');
  return undefined;
};
