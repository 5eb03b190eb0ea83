import type { Button } from '@slack/types';
import type { PressAction } from '../../domain/card.ts';
import { button } from './block-kit.ts';
import { DETAILS_ID, PRESS_IDS, TICKET_ID } from './ids.ts';
import { PRESS_LABEL } from './words.ts';

const STYLE: Partial<Record<PressAction, NonNullable<Button['style']>>> = { acknowledge: 'primary', suppress: 'danger' };

/** The buttons of a card, five at most, the important first. `title` is read out with each; the value is opaque to Slack. */
export function pressButtons({ card, actionVersion, offers, title, ticketable }: PressButtons): Button[] {
  const value = `${card}|${actionVersion}`;
  const presses = offers.map((action) => {
    const style = STYLE[action];
    return button(PRESS_IDS[action], PRESS_LABEL[action], value, { says: `${PRESS_LABEL[action]} ${title}`, ...(style && { style }) });
  });
  const ticket = ticketable ? [button(TICKET_ID, 'Ticket', value, { says: `Ticket about ${title}` })] : [];
  return [...presses, ...ticket, button(DETAILS_ID, 'Details', value, { says: `Details of ${title}` })];
}

interface PressButtons {
  card: string;
  actionVersion: number;
  offers: readonly PressAction[];
  title: string;
  /** Whether there is a ticket to be opened or looked at. */
  ticketable: boolean;
}
