import * as z from 'zod';
import type { Answer } from '../../domain/answer.ts';
import { endsBy, MOST_PASSED } from '../../domain/next-card.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { factsLine, linksLine, namedTitle, originLine, promiseLines, titleLine, whereLine } from './finding-lines.ts';
import { NEXT_CARD_IDS } from './ids.ts';
import { prose } from './text.ts';
import { ticketLine } from './ticket-lines.ts';
import { PRESS_LABEL, plural, SEVERITY_COLOUR } from './words.ts';

/** What each button carries: the card as it is shown, and the names of those that were passed over. */
export const QueuePlace = z.object({
  card: z.string().min(1).max(300),
  actionVersion: z.number().int(),
  passed: z.array(z.string().max(10)).max(MOST_PASSED),
});
export type QueuePlace = z.infer<typeof QueuePlace>;

/** One card of a person's queue, with the four things that are done to most, and then the next takes its place. */
export function nextCard({ face, left, passed, snoozed }: Extract<Answer, { kind: 'next' }>): Message {
  const finding = { ...face.finding, severity: face.severity };
  const title = namedTitle(finding);
  const ends = endsBy(finding.compliance !== undefined);
  const value = JSON.stringify({ card: face.card, actionVersion: face.actionVersion, passed } satisfies QueuePlace);
  const says = (label: string) => ({ says: `${label} ${title}` });
  const text = `${face.severity}: ${prose(title, 100)}`;
  return {
    text,
    blocks: [
      context(
        dotted(
          '🧭 *Next for you*',
          left === 0 ? 'the last one' : `${plural(left, 'other')} after it`,
          snoozed > 0 && `💤 snoozed: ${snoozed}`,
        ),
      ),
      section(titleLine(finding, undefined, 200)),
    ],
    attachments: [
      {
        color: SEVERITY_COLOUR[face.severity],
        fallback: text,
        blocks: [
          section(
            lines(
              whereLine(finding),
              finding.headline && prose(finding.headline, 300),
              factsLine(finding, 3),
              promiseLines(face),
              face.ticket && ticketLine(face.ticket),
            ),
          ),
          actions(
            button(NEXT_CARD_IDS.acknowledge, PRESS_LABEL.acknowledge, value, { ...says(PRESS_LABEL.acknowledge), style: 'primary' }),
            button(NEXT_CARD_IDS.snooze, PRESS_LABEL.snooze, value, says(PRESS_LABEL.snooze)),
            button(NEXT_CARD_IDS[ends], PRESS_LABEL[ends], value, {
              ...says(PRESS_LABEL[ends]),
              ...(ends === 'suppress' && { style: 'danger' as const }),
            }),
            button(NEXT_CARD_IDS.skip, 'Skip', value, says('Skip')),
          ),
          context(linksLine(finding)),
          context(originLine(finding, face.standards, face.memberCount)),
        ],
      },
    ],
  };
}
