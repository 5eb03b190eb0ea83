import { parsePressedCard } from '../button-value.ts';
import type { PressListener } from '../listener.ts';
import { detailsModal } from '../views/details-modal.ts';
import { NOT_DONE } from '../words.ts';
import { wordsModal } from '../words-modal.ts';

/** A click on Details: the window opens at once, and is filled in by whoever may take longer than its trigger lives. */
export const onDetails: PressListener = async ({ who, trigger, value }, { modals, queues }) => {
  const subject = parsePressedCard(value)?.card ?? value;
  const view = await modals.open(trigger, detailsModal(undefined, { loading: true }));
  await queues.request({ kind: 'details', who, view, subject }, 'actions').catch(async (error: unknown) => {
    // The window would wait for ever, and lies above the message that says why.
    await modals.replace(view, wordsModal(NOT_DONE));
    throw error;
  });
  return undefined;
};
