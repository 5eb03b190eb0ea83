import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { Answer, TicketRow } from '../../domain/answer.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { movesFor, TicketList } from '../../domain/ticket.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { namedTitle, whereLine } from './finding-lines.ts';
import { LIST_IDS, MOVE_IDS, SHOW_ID, TICKETS_NEXT_ID, TICKETS_PREVIOUS_ID } from './ids.ts';
import { link } from './links.ts';
import { code, formatted, prose } from './text.ts';
import { MOVE_LABEL, standingLine } from './ticket-lines.ts';
import { plural, SEVERITY_MARK } from './words.ts';

type TicketsAnswer = Extract<Answer, { kind: 'tickets' }>;

/** A page of a list, which a button carries along. */
export const TicketPlace = z.object({ list: TicketList, page: z.number().int().min(1) });
export type TicketPlace = z.infer<typeof TicketPlace>;

/** What the buttons of a ticket carry; `from` is the list that they are in. */
export const PressedTicket = z.object({ ticket: z.string().min(1).max(100), from: TicketPlace.optional() });
type PressedTicket = z.infer<typeof PressedTicket>;

const LIST_LABEL: Record<TicketList, string> = { open: 'Open', mine: 'Mine', due: 'Due', done: 'Done' };
const LIST_TITLE: Record<TicketList, string> = {
  open: 'Open tickets',
  mine: 'Tickets you have taken',
  due: 'Tickets that are overdue or due within a week',
  done: 'Tickets that are done or closed',
};
const NONE: Record<TicketList, string> = {
  open: 'Nothing is waiting for anyone. A finding becomes a ticket by the policy, or by *Ticket* under its card.',
  mine: '*Take* under an open ticket puts your name on it.',
  due: 'Nothing is due within a week.',
  done: 'Tickets are kept here for a year after they were done or closed.',
};

/** One page of tickets for the person who asked, each with what can be done about it, and the other lists as buttons. */
export function ticketList(answer: TicketsAnswer): Message {
  const { list, rows, page, pages, total } = answer;
  const title = LIST_TITLE[list];
  const from = { list, page };
  return {
    text: `${title}: ${total}`,
    blocks: [
      section(dotted(`🎫 *${title}*`, String(total), pages > 1 && `page ${page} of ${pages}`)),
      filters(list),
      ...rows.flatMap((row) => rowBlocks(row, answer, from)),
      ...(rows.length === 0 ? [context(NONE[list])] : []),
      ...paging(answer),
    ],
    attachments: [],
  };
}

/** A ticket by itself. */
export function oneTicket({ row, ...asked }: Extract<Answer, { kind: 'ticket' }>): Message {
  const { ticket } = row;
  const more = `Opened ${ticket.openedBy === 'policy' ? 'by the policy' : 'by hand'}. \`/shub tickets\` lists all.`;
  return {
    text: prose(`Ticket: ${ticket.title}`, 120),
    blocks: [...rowBlocks(row, asked), context(more)],
    attachments: [],
  };
}

function rowBlocks(row: TicketRow, asked: { who: string; at: string }, from?: TicketPlace): KnownBlock[] {
  const { ticket, finding, card, said } = row;
  const title = finding ? namedTitle(finding) : ticket.title;
  const where = finding ? whereLine(finding) : dotted(ticket.resource && code(ticket.resource, 90), prose(ticket.region, 40));
  const value = JSON.stringify({ ticket: ticket.key, ...(from && { from }) } satisfies PressedTicket);
  const moves = movesFor[ticket.state].map((move, place) =>
    button(MOVE_IDS[move], MOVE_LABEL[move], value, { says: `${MOVE_LABEL[move]}: ${title}`, ...(place === 0 && { style: 'primary' }) }),
  );
  return [
    section(
      lines(
        `${SEVERITY_MARK[ticket.severity]} *${ticket.severity}* ${prose(title, 90)}`,
        where,
        dotted(standingLine(row, asked), card && link(messageUrl(card.channel, card.ts), 'its card')),
      ),
    ),
    ...(said === undefined ? [] : [context(`→ ${formatted(said, 300)}`)]),
    actions(...moves, button(SHOW_ID, 'Show', finding?.key ?? ticket.findings[0]?.key ?? ticket.key, { says: `Show ${title}` })),
  ];
}

/** The lists, the one that is shown marked; on a phone nobody types. */
const filters = (shown: TicketList): KnownBlock =>
  actions(
    ...TicketList.options.map((list) =>
      button(LIST_IDS[list], list === shown ? `• ${LIST_LABEL[list]}` : LIST_LABEL[list], list, {
        says: list === shown ? `${LIST_TITLE[list]}, shown` : LIST_TITLE[list],
      }),
    ),
  );

function paging({ list, page, pages }: TicketsAnswer): KnownBlock[] {
  const turn = (to: number): string => JSON.stringify({ list, page: to } satisfies TicketPlace);
  const turns = [
    ...(page > 1 ? [button(TICKETS_PREVIOUS_ID, '‹ Previous', turn(page - 1), { says: 'Previous page of tickets' })] : []),
    ...(page < pages ? [button(TICKETS_NEXT_ID, 'Next ›', turn(page + 1), { says: `Next page, of ${plural(pages, 'page')}` })] : []),
  ];
  return turns.length > 0 ? [actions(...turns)] : [];
}
