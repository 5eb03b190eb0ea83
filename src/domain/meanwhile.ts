import type { Card, LastPress } from './card.ts';
import { leadFirst } from './card-changes.ts';
import { type Finding, severityRank } from './finding.ts';
import { type Intent, NOTED, PAST_WORD } from './intent.ts';

/** Why a press cannot be carried out on the card as it stands now. */
export function tooLate(card: Card, { action, who }: Intent): string {
  const { acting, workflow } = card;
  const nothing = 'Your press changed nothing.';
  if (acting) return `${acting.who === who ? 'You have' : `<@${acting.who}> has`} just ${PAST_WORD[acting.action]} this. ${nothing}`;
  const done = lastDone(card, who);
  if (done === undefined) return `This finding is ${workflow} now, so it cannot be ${PAST_WORD[action]}. ${nothing}`;
  return `${done} ${nothing} Look at the card again and decide.`;
}

/** Hides a finding: nobody may do that to one that is worse than the one they had before them. */
const HIDES = new Set<Intent['action']>(['suppress', 'snooze']);

/** Why it may not be hidden any more; undefined when it is as bad as it was, or worse does not matter. */
export function worseThanSeen(intent: Intent, found: readonly Finding[]): string | undefined {
  const rose = HIDES.has(intent.action) ? riseOf(intent, found) : undefined;
  return rose && `${rose} since you looked, so it was not ${PAST_WORD[intent.action]}. Look at the card again and decide.`;
}

/**
 * What has changed about a finding since the form about it was opened, for whoever sent the form off and had it carried out all the
 * same; nothing of what they did themselves. `found`: as Security Hub had it just before.
 */
export function changedMeanwhile(intent: Intent, card: Card, found: readonly Finding[]): string | undefined {
  const { saw, action, who, actionVersion } = intent;
  if (!saw) return undefined;
  // Anything but a note is refused on a card that somebody has pressed since.
  const pressed = action === 'note' && (card.actionVersion !== actionVersion || card.workflow !== saw.workflow);
  const done = pressed && lastWord(card)?.by !== who ? lastDone(card, who) : undefined;
  const rose = riseOf(intent, found);
  const words = [done, rose && `${rose} meanwhile.`, replaced(intent, found)].filter((each) => each !== undefined);
  return words.length === 0 ? undefined : [`Your ${action === 'note' ? 'note is written' : 'press was carried out'}.`, ...words].join(' ');
}

function riseOf({ saw }: Intent, found: readonly Finding[]): string | undefined {
  const [lead] = leadFirst(found);
  if (!saw || !lead || severityRank(lead.severity) >= severityRank(saw.severity)) return undefined;
  return `Its severity has risen from ${saw.severity} to ${lead.severity}`;
}

/** Security Hub keeps one note: what somebody else has written there since then is gone, and whoever did that should know. */
function replaced({ who, saw }: Intent, found: readonly Finding[]): string | undefined {
  const newest = found
    .flatMap(({ note }) => (note && isSomebodyElses(note, who) ? [note] : []))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
  if (!saw || !newest || !(Date.parse(newest.at) > Date.parse(saw.at))) return undefined;
  const words = [...newest.text.replace(/\s+/g, ' ')];
  const quoted = words.length > MOST_QUOTED ? `${words.slice(0, MOST_QUOTED - 1).join('')}…` : words.join('');
  const from = newest.by === 'shub' ? '' : ` by ${newest.by}`;
  return `In Security Hub it has taken the place of a note${from} that came meanwhile: “${quoted}”`;
}

const MOST_QUOTED = 300;

/** Of what shub writes there, only notes are somebody's own words: a press shows on the card. */
const isSomebodyElses = ({ text, by }: NonNullable<Finding['note']>, who: string): boolean =>
  by !== 'shub' || (text.startsWith(NOTED) && !text.includes(`(${who})`));

/** What was done about it last, whether or not its workflow status comes from that. */
function lastWord({ lastPress, latest }: Card): LastPress | undefined {
  return latest && (!lastPress || latest.at >= lastPress.at) ? latest : lastPress;
}

/** The same in a sentence, to `who`. */
function lastDone(card: Card, who: string): string | undefined {
  const last = lastWord(card);
  if (!last) return undefined;
  const to = last.action === 'assign' ? toWhom(card, who) : '';
  return `${byWhom(last, who)} ${PAST_WORD[last.action]} this${to} meanwhile; it is ${card.workflow} now.`;
}

function toWhom({ owner }: Card, who: string): string {
  if (owner === undefined) return '';
  if (owner === who) return ' to you';
  return /^[UW]/.test(owner) ? ` to <@${owner}>` : ' to its owners';
}

function byWhom({ by, from }: LastPress, who: string): string {
  if (from === 'shub') return 'shub has';
  if (from === 'outside') return 'Somebody has, outside Slack,';
  return by === who ? 'You have' : `<@${by}> has`;
}
