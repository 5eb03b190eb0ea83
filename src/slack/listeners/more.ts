import { UserFacingError } from '../../domain/refusal.ts';
import type { PressListener } from '../listener.ts';
import { assignModal } from '../views/assign-modal.ts';
import { type MoreKey, readMore } from '../views/more-menu.ts';
import { noteModal } from '../views/note-modal.ts';
import { UNKNOWN } from '../words.ts';
import { onAskBeforePress } from './ask-before-press.ts';
import { onAllLikeThis } from './bulk.ts';
import { onEscalateAsked } from './escalate.ts';
import { onTicketAsked } from './tickets.ts';

/** Who answers each entry of a card's menu, as if it were a button. All of them demand what the menu's route does. */
const ANSWERED_BY: Record<MoreKey, PressListener> = {
  assign: onAskBeforePress('assign', assignModal),
  note: onAskBeforePress('note', (face, metadata) => noteModal(face, metadata)),
  ticket: onTicketAsked,
  like: onAllLikeThis,
  escalate: onEscalateAsked,
};

/** Something chosen in the menu of a card. */
export const onMore: PressListener = async (press, services) => {
  const chosen = readMore(press.value);
  if (!chosen) throw new UserFacingError('bad_arguments', UNKNOWN);
  return ANSWERED_BY[chosen.key]({ ...press, value: chosen.value }, services);
};
