import type { Card } from '../../domain/card.ts';
import type { Intent } from '../../domain/intent.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { rehearsed } from '../../domain/test-card.ts';
import type { Services } from '../services.ts';

/** Carries out a press on a test card: the card changes as a real one would, and nothing else does. */
export async function rehearse(intent: Intent, { subject }: Card, { cards, now }: Pick<Services, 'cards' | 'now'>): Promise<void> {
  if (subject.kind === 'test' && (subject.over || subject.until <= now().getTime())) {
    throw new UserFacingError('already_done', 'This test is over, so its buttons do nothing. `/shub test` makes a new one.');
  }
  await cards.change(intent.card, (stored) => stored && rehearsed(stored, intent, now()));
}
