import type { KnownBlock } from '@slack/types';
import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Answer, MineRow } from '../../domain/answer.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { namedTitle, untilWords } from './finding-lines.ts';
import { MINE_IDS, SHOW_ID } from './ids.ts';
import { link } from './links.ts';
import { code, prose } from './text.ts';
import { standingLine } from './ticket-lines.ts';
import { plural, SEVERITY_MARK, WORKFLOW_WORDS } from './words.ts';

type MineAnswer = Extract<Answer, { kind: 'mine' }>;

/** A page of what is a person's own, the oldest first, each with a button that opens it. */
export function mineList(answer: MineAnswer): Message {
  const { rows, page, pages, total } = answer;
  const title = 'Yours, the oldest first';
  return {
    text: `${title}: ${total}`,
    blocks: [
      section(dotted(`🧰 *${title}*`, String(total), pages > 1 && `page ${page} of ${pages}`)),
      ...rows.map((row) => rowBlock(row, answer)),
      ...(total === 0 ? [context('Nothing is yours. *Acknowledge* under a card, or *Take* under a ticket, puts your name on it.')] : []),
      ...paging(answer),
    ],
    attachments: [],
  };
}

function rowBlock(row: MineRow, asked: MineAnswer): KnownBlock {
  if (row.is === 'ticket') {
    const { ticket, finding } = row;
    const title = finding ? namedTitle(finding) : ticket.title;
    return {
      ...section(`${SEVERITY_MARK[ticket.severity]} *${ticket.severity}* ${prose(title, 90)}\n${standingLine(row, asked)}`),
      accessory: button(SHOW_ID, 'Open', finding?.key ?? ticket.findings[0]?.key ?? ticket.key, { says: `Open ticket ${title}` }),
    };
  }
  const { finding, severity, workflow, since, overdue, snoozed, message } = row;
  const [resource] = finding.resources;
  const title = namedTitle(finding);
  const where = dotted(
    resource && code(resource.name || resource.id, 50),
    prose(finding.account.name ?? finding.account.id, 30),
    message && link(messageUrl(message.channel, message.ts), 'its card'),
  );
  const standing = dotted(
    snoozed ? `snoozed ${untilWords(snoozed)}` : WORKFLOW_WORDS[workflow],
    `for ${formatDistanceStrict(since, asked.at)}`,
    overdue && '⏰ *late*',
  );
  return {
    ...section(lines(`${SEVERITY_MARK[severity]} *${severity}* ${prose(title, 90)}`, where, standing)),
    accessory: button(SHOW_ID, 'Open', finding.key, { says: `Open ${severity} ${title}` }),
  };
}

function paging({ page, pages }: MineAnswer): KnownBlock[] {
  const turns = [
    ...(page > 1 ? [button(MINE_IDS.previous, '‹ Previous', String(page - 1), { says: 'Previous page of what is yours' })] : []),
    ...(page < pages ? [button(MINE_IDS.next, 'Next ›', String(page + 1), { says: `Next page, of ${plural(pages, 'page')}` })] : []),
  ];
  return turns.length > 0 ? [actions(...turns)] : [];
}
