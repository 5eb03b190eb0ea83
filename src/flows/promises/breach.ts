import type { Card } from '../../domain/card.ts';
import type { Services } from '../services.ts';

/** Lets the card say from now on that it should have been acknowledged or resolved by now. */
export async function breach(
  { key, severity }: Card,
  of: 'acknowledge' | 'resolve',
  { cards, log }: Pick<Services, 'cards' | 'log'>,
): Promise<void> {
  const { changed } = await cards.change(key, (stored) =>
    stored && !stored.breached?.includes(of)
      ? { ...stored, breached: [...(stored.breached ?? []), of], want: `${stored.want} late` }
      : undefined,
  );
  if (!changed) return;
  log.info('SLA breached', { card: key, severity, of });
  log.count('SlaBreaches', 1, { severity, of });
}
