import type { PressLine } from '../../domain/answer.ts';
import { PAST_WORD } from '../../domain/intent.ts';
import { dotted, type Message, section } from './block-kit.ts';
import { untilWords } from './finding-lines.ts';
import { person, principal, prose } from './text.ts';
import { PRESS_DONE, PRESS_MARK } from './words.ts';

const FAILED: Record<PressLine['action'], string> = {
  acknowledge: 'Acknowledging',
  resolve: 'Resolving',
  suppress: 'Suppressing',
  reopen: 'Re-opening',
  snooze: 'Snoozing',
  assign: 'Assigning',
  note: 'Adding a note',
  undo: 'Undoing',
};

/** One line under a card about one press: who, what, why, and what of it did not work. */
export function threadLine({ failed, about, reason, test, ...press }: PressLine): Message {
  const { action, who } = press;
  const did = failed
    ? dotted(`❌ *${FAILED[action]}* for ${person(who)} did not work`, prose(failed, 300))
    : `${PRESS_MARK[action]} ${doneWords(press)}`;
  const line = dotted(about && prose(about, 120), did, reason && `“${prose(reason, 400)}”`, test && 'a test: nothing else was changed');
  const text = failed
    ? `${FAILED[action]} did not work: ${prose(failed, 80)}`
    : `${PRESS_DONE[action]} ${test ? 'on a test card' : 'in Security Hub'}`;
  return { text, blocks: [section(line)], attachments: [] };
}

function doneWords({ action, who, assignee, until, open, undid }: PressLine): string {
  const by = `by ${person(who)}`;
  if (action === 'assign' && assignee !== undefined) return `*Assigned* to ${principal(assignee)} ${by}`;
  if (action === 'snooze' && until !== undefined) return `*Snoozed* ${untilWords({ until, open })} ${by}`;
  if (action === 'undo' && undid !== undefined) return `${person(who)} *undid*: it is not ${PAST_WORD[undid]} any more`;
  return `*${PRESS_DONE[action]}* ${by}`;
}
