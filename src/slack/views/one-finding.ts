import type { Answer } from '../../domain/answer.ts';
import { isOpen } from '../../domain/finding.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { factsLine, linksLine, namedTitle, originLine, promiseLines, stateLine, titleLine, whereLine } from './finding-lines.ts';
import { DETAILS_ID, TICKET_ID } from './ids.ts';
import { link } from './links.ts';
import { pressButtons } from './press-buttons.ts';
import { formatted, prose } from './text.ts';
import { ticketLine } from './ticket-lines.ts';
import { closedAs, SEVERITY_COLOUR, VERDICT_WORDS, WORKFLOW_WORDS } from './words.ts';

/** A finding shown to one person: the same buttons as its card if it has one, else only its details. */
export function oneFinding({
  finding,
  verdict,
  card,
  actionVersion,
  offers,
  ticket,
  face,
  url,
  said,
}: Extract<Answer, { kind: 'finding' }>): Message {
  const closed = closedAs({ finding, open: isOpen(finding), workflow: finding.workflow });
  const title = namedTitle(finding);
  const buttons =
    card === undefined || actionVersion === undefined
      ? [
          ...(isOpen(finding) || ticket !== undefined ? [button(TICKET_ID, 'Ticket', finding.key, { says: `Ticket about ${title}` })] : []),
          button(DETAILS_ID, 'Details', finding.key, { says: `Details of ${title}` }),
        ]
      : pressButtons({ card, actionVersion, offers, title, open: isOpen(finding), ticket });
  const text = `${closed?.word ?? finding.severity}: ${prose(title, 100)}`;
  const state = `Workflow: ${WORKFLOW_WORDS[finding.workflow]}`;
  const known = verdict && `Last heard: ${VERDICT_WORDS[verdict.because]}`;
  return {
    text,
    blocks: [section(titleLine(finding, closed, 200)), ...(said === undefined ? [] : [context(`→ ${formatted(said, 300)}`)])],
    attachments: [
      {
        color: closed?.colour ?? SEVERITY_COLOUR[finding.severity],
        fallback: text,
        blocks: [
          section(
            lines(
              whereLine(finding),
              finding.headline && prose(finding.headline, 300),
              factsLine(finding, 4),
              dotted(state, url && link(url, 'its card')),
              face && stateLine(face),
              face && promiseLines(face),
              ticket && ticketLine(ticket),
            ),
          ),
          actions(...buttons),
          context(linksLine(finding)),
          context(lines(originLine(finding, finding.compliance?.standards ?? [], 1), known)),
        ],
      },
    ],
  };
}
