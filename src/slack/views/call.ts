import type { Call } from '../../domain/call.ts';
import { dotted, lines, type Message, section } from './block-kit.ts';
import { link } from './links.ts';
import { person, principal, prose } from './text.ts';
import { SEVERITY_MARK, spanWords } from './words.ts';

/** So many are named one by one; a user group is one. */
const MOST_NAMED = 20;

/** Calls people to a card: whom, why, and (where it does not stand only below the card itself) what about. */
export function callMessage(call: Call, { below, broadcast = false }: { below: boolean; broadcast?: boolean }): Message {
  const { whom, by, reason, storm, severity, title, at } = call;
  const why = by === undefined ? waitedWords(call) : `${person(by)} asks for help`;
  const about = `${SEVERITY_MARK[severity]} *${severity}* ${prose(title, 200)}`;
  const body = lines(
    dotted(`📣 ${whom.slice(0, MOST_NAMED).map(principal).join(' ')}`.trim(), why),
    reason && `“${prose(reason, 400)}”`,
    (!below || broadcast) && about,
    !below && at && dotted(`in <#${at.channel}>`, at.url && link(at.url, 'Open the card')),
    storm && 'More of the same storm waits with it; nobody is called for each.',
    whom.length === 0 && by === undefined && 'Nobody is on call by the policy: `onCall` in policy.yml says who.',
  );
  return { text: pushText(call), blocks: [section(body)], attachments: [] };
}

const waitedWords = ({ waitedMinutes = 0 }: Call): string => `nobody has acknowledged this for ${spanWords(waitedMinutes * 60_000)}`;

function pushText({ by, severity, title }: Call): string {
  return `${by === undefined ? 'Not acknowledged' : 'Help wanted'}: ${severity} ${prose(title, 80)}`;
}
