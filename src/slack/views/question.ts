import * as z from 'zod';
import type { Question } from '../../domain/question.ts';
import { actions, button, type Message } from './block-kit.ts';
import { HOLD_ID, PRESS_IDS, VERDICT_IDS } from './ids.ts';
import { noticeMessage } from './notice.ts';

/** What Approve and Refuse carry: which press of which card is asked about. */
export const AskedApproval = z.object({ card: z.string().min(1).max(300), intent: z.string().min(1).max(100) });
type AskedApproval = z.infer<typeof AskedApproval>;

/** What Confirm carries: which acknowledgement. */
export const AskedHolding = z.object({ card: z.string().min(1).max(300), since: z.string().min(1).max(40) });
type AskedHolding = z.infer<typeof AskedHolding>;

/** A question under a card, with the buttons that answer it. */
export const questionMessage = (question: Question): Message => noticeMessage(question.notice, buttonsOf(question));

function buttonsOf(question: Question) {
  switch (question.about) {
    case 'approval': {
      const value = JSON.stringify({ card: question.card, intent: question.intent } satisfies AskedApproval);
      return actions(
        button(VERDICT_IDS.approve, 'Approve', value, { style: 'primary', says: 'Approve this suppression' }),
        button(VERDICT_IDS.refuse, 'Refuse', value, { style: 'danger', says: 'Refuse this suppression' }),
      );
    }
    case 'holding': {
      const value = JSON.stringify({ card: question.card, since: question.since } satisfies AskedHolding);
      return actions(
        button(HOLD_ID, 'Confirm', value, { style: 'primary', says: 'Confirm that you are at it' }),
        button(PRESS_IDS.reopen, 'Give back', `${question.card}|${question.actionVersion}`, { says: 'Give it back: it is new again' }),
      );
    }
  }
}
