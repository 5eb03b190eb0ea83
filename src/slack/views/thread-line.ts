import type { PressLine } from '../../domain/answer.ts';
import { dotted, type Message, section } from './block-kit.ts';
import { person, prose } from './text.ts';
import { PRESS_DONE, PRESS_MARK } from './words.ts';

const FAILED: Record<PressLine['action'], string> = {
  acknowledge: 'Acknowledging',
  resolve: 'Resolving',
  suppress: 'Suppressing',
  reopen: 'Re-opening',
};

/** One line under a card about one press: who, what, why, and what of it did not work. */
export function threadLine({ who, action, reason, about, test, failed }: PressLine): Message {
  const did = failed
    ? dotted(`❌ *${FAILED[action]}* for ${person(who)} did not work`, prose(failed, 300))
    : `${PRESS_MARK[action]} *${PRESS_DONE[action]}* by ${person(who)}`;
  const line = dotted(about && prose(about, 120), did, reason && `“${prose(reason, 400)}”`, test && 'a test: nothing else was changed');
  const text = failed
    ? `${FAILED[action]} did not work: ${prose(failed, 80)}`
    : `${PRESS_DONE[action]} ${test ? 'on a test card' : 'in Security Hub'}`;
  return { text, blocks: [section(line)], attachments: [] };
}
