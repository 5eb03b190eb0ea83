import { sayStep } from '../../domain/alerting.ts';
import { cardKeyOf } from '../../domain/card-changes.ts';
import type { HistoryEntry, Ticket } from '../../domain/ticket.ts';
import type { Services } from '../services.ts';

/**
 * Has one line said under each card of a ticket about what a person has done to it. Doing it twice says it once; what the policy
 * or a finding does to a ticket shows on its cards alone.
 */
export async function sayOnCards(
  { key: problem, channels, title }: Pick<Ticket, 'key' | 'channels' | 'title'>,
  { did, by, press }: HistoryEntry,
  { cards, directory, now }: Pick<Services, 'cards' | 'directory' | 'now'>,
): Promise<void> {
  if (press === undefined || channels.length === 0) return;
  const { name } = await directory.person(by);
  const id = `${press}.ticket`;
  for (const channel of channels) {
    await cards.change(cardKeyOf(problem, channel), (card) => {
      const seen = card?.state === 'POSTED' || card?.state === 'LISTED';
      if (!seen || card.outgoing.some((each) => each.id === id)) return undefined;
      // On a sheet it is one of many that the thread is about.
      const lines = card.state === 'LISTED' ? [title] : [];
      const say = sayStep(id, { tone: 'info', title: `Ticket ${did} by ${name}`, lines }, false, now());
      return { ...card, outgoing: [...card.outgoing, say] };
    });
  }
}
