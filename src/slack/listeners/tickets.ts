import { UserFacingError } from '../../domain/refusal.ts';
import type { TicketList, TicketMove } from '../../domain/ticket.ts';
import { askerOf } from '../asker.ts';
import { parsePressedCard } from '../button-value.ts';
import type { CommandListener, PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { PressedTicket, TicketPlace } from '../views/ticket-list.ts';

/** `/shub tickets`: the list follows by itself. */
export const onTickets: CommandListener<'tickets'> = async (asked, { queues }) => {
  await queues.request({ kind: 'tickets', ...askerOf(asked), list: asked.args.list, page: 1 }, 'actions');
  return undefined;
};

/** A click on the name of another list. */
export const onOtherTickets =
  (list: TicketList): PressListener =>
  async (press, { queues }) => {
    await queues.request({ kind: 'tickets', ...askerOf(press), replaces: true, list, page: 1 }, 'actions');
    return undefined;
  };

/** A click on Next or Previous under a list. */
export const onTicketsTurned: PressListener = async (press, { queues }) => {
  const place = TicketPlace.safeParse(jsonOf(press.value));
  if (!place.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: place.error });
  await queues.request({ kind: 'tickets', ...askerOf(press), replaces: true, ...place.data }, 'actions');
  return undefined;
};

/** A click on Ticket under a finding: what it opened, or found, is shown to whoever pressed. */
export const onTicketAsked: PressListener = async (press, { queues, token }) => {
  const subject = parsePressedCard(press.value)?.card ?? press.value;
  await queues.request({ kind: 'open ticket', ...askerOf(press), press: token(), subject }, 'actions');
  return undefined;
};

/** A click on Take, Done, Re-open or Give back: what came of it is shown in place of where it was pressed. */
export const onTicketMove =
  (move: TicketMove): PressListener =>
  async (press, { queues, token }) => {
    const pressed = PressedTicket.safeParse(jsonOf(press.value));
    if (!pressed.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: pressed.error });
    const { ticket, from } = pressed.data;
    await queues.request(
      { kind: 'ticket', ...askerOf(press), replaces: true, press: token(), ticket, move, ...(from && { from }) },
      'actions',
    );
    return undefined;
  };

const TOO_OLD = 'This list is too old to be used. Ask again with `/shub tickets`.';
