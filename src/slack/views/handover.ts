import type { Handover, HandoverPart } from '../../domain/handover.ts';
import { backlogLine } from './backlog.ts';
import { context, dotted, lines, type Message, section } from './block-kit.ts';
import { rowLine } from './card-row.ts';
import { date, person } from './text.ts';
import { plural } from './words.ts';

/** In this order; each with what it says when there is nothing in it. */
const PARTS: readonly { part: HandoverPart; title: string; none: string }[] = [
  { part: 'unowned', title: '🔴 Open CRITICAL, nobody’s', none: 'every open CRITICAL has an owner' },
  { part: 'sla', title: '⏰ Late, or due within 4 hours', none: 'nothing is late or due soon' },
  { part: 'ageing', title: '👀 Acknowledged, still open', none: 'nothing acknowledged is older than 4 hours' },
  { part: 'snoozes', title: '💤 Snoozed, back within 12 hours', none: 'no snooze ends soon' },
  { part: 'suppressions', title: '🔕 Suppressed, ending within a week', none: 'no suppression ends within a week' },
  { part: 'tickets', title: '🎫 Tickets overdue or due within a week', none: 'no ticket is due within a week' },
  { part: 'feeds', title: '📡 Feeds that are silent', none: 'every product that ever sent events still does' },
];

/** The message for the next shift: what there is something to say of, part by part, and in one line where there is nothing. */
export function handoverMessage(handover: Handover): Message {
  const { by, at, open, backlog, parts } = handover;
  const text = `Handover: ${plural(open, 'open problem')} in this channel`;
  const some = PARTS.filter(({ part }) => parts[part].total > 0);
  const none = PARTS.filter(({ part }) => parts[part].total === 0);
  return {
    text,
    blocks: [
      section(lines(`🤝 *Handover*`, dotted(plural(open, 'open problem'), `by ${person(by)}`, date(at)))),
      ...some.map(({ part, title }) => section(partText(title, parts[part]))),
      ...(none.length > 0 ? [context(`✅ ${none.map(({ none: words }) => words).join(' · ')}`)] : []),
      ...backlogLine(backlog),
      context('`/shub next` works through what waits, one card at a time.'),
    ],
    attachments: [],
  };
}

function partText(title: string, { rows, total }: Handover['parts'][HandoverPart]): string {
  const more = total - rows.length;
  return lines(`*${title}* (${total})`, ...rows.map(rowLine), more > 0 && `… and ${more} more`);
}
