import type { HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { TicketRow } from '../../domain/answer.ts';
import type { ExceptionRow } from '../../domain/exception-register.ts';
import type { Home } from '../../domain/home.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { actions, button, context, dotted, lines, plainText, section } from './block-kit.ts';
import { namedTitle } from './finding-lines.ts';
import { LIST_IDS, SHOW_ID } from './ids.ts';
import { link } from './links.ts';
import { day, person, prose } from './text.ts';
import { standingLine } from './ticket-lines.ts';
import { SEVERITY_MARK } from './words.ts';

type Open = Extract<Home, { kind: 'open' }>;

export const heading = (text: string): HeaderBlock => ({ type: 'header', text: plainText(text, 140) });

/** A person's own tickets, then those of others that fall due. */
export function ticketBlocks(home: Open): KnownBlock[] {
  const { mine, mineTotal, due, dueTotal } = home.tickets;
  return [
    heading('Tickets'),
    ...mine.map((row) => ticketLines(row, home)),
    ...(mineTotal > mine.length ? [context(`${mineTotal - mine.length} more of yours`)] : []),
    ...(due.length > 0 ? [context('Overdue, or due within a week, and not yours:'), ...due.map((row) => ticketLines(row, home))] : []),
    ...(mineTotal === 0 && due.length === 0 ? [context('None of yours, and none is due within a week.')] : []),
    actions(
      button(LIST_IDS.mine, `Mine: ${mineTotal}`, 'mine', { says: `Mine: ${mineTotal} tickets` }),
      button(LIST_IDS.due, `Due: ${dueTotal}`, 'due', { says: `Due: ${dueTotal} tickets` }),
      button(LIST_IDS.open, 'All open', 'open', { says: 'All open tickets' }),
    ),
  ];
}

function ticketLines(row: TicketRow, asked: { who: string; at: string }): SectionBlock {
  const { ticket, finding, card } = row;
  const title = finding ? namedTitle(finding) : ticket.title;
  return {
    ...section(
      lines(
        `${SEVERITY_MARK[ticket.severity]} *${ticket.severity}* ${prose(title, 90)}`,
        dotted(standingLine(row, asked), card && link(messageUrl(card.channel, card.ts), 'its card')),
      ),
    ),
    accessory: button(SHOW_ID, 'Show', finding?.key ?? ticket.findings[0]?.key ?? ticket.key, { says: `Show ${title}` }),
  };
}

export function exceptionLine({ finding, exception }: ExceptionRow): SectionBlock {
  const title = finding ? namedTitle(finding) : 'a finding that shub no longer knows';
  const said = section(
    lines(
      finding ? `${SEVERITY_MARK[finding.severity]} *${finding.severity}* ${prose(title, 90)}` : title,
      dotted(`until *${day(exception.until)}*`, prose(exception.reasonClass, 40), `by ${person(exception.by)}`),
    ),
  );
  return finding ? { ...said, accessory: button(SHOW_ID, 'Show', finding.key, { says: `Show ${title}` }) } : said;
}
