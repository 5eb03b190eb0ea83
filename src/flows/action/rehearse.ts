import type { Card } from '../../domain/card.ts';
import type { Intent } from '../../domain/intent.ts';
import type { Person } from '../../domain/person.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { callRehearsed, rehearsed } from '../../domain/test-card.ts';
import type { Services } from '../services.ts';

/** Carries out a press on a test card: the card changes as a real one would, and nothing else does. */
export async function rehearse(intent: Intent, card: Card, { cards, now }: Pick<Services, 'cards' | 'now'>): Promise<void> {
  assertGoesOn(card, now());
  await cards.change(intent.card, (stored) => stored && rehearsed(stored, intent, now()));
}

/** Throws what to tell whoever presses on a test card after its day. */
export function assertGoesOn({ subject }: Card, now: Date): void {
  if (subject.kind === 'test' && (subject.over || subject.until <= now.getTime()))
    throw new UserFacingError('already_done', 'This test is over, so its buttons do nothing. `/shub test` makes a new one.');
}

/** A call for help with a test card: said under it, once, with nobody mentioned; and to whoever called, what it would have done. */
export async function rehearseCall(
  asked: Extract<Request, { kind: 'escalate' }>,
  { card, name }: { card: Card; name: Person['name'] },
  { cards, chat, now }: Pick<Services, 'cards' | 'chat' | 'now'>,
): Promise<void> {
  const { press, reason } = asked;
  assertGoesOn(card, now());
  const { changed } = await cards.change(card.key, (stored) => stored && callRehearsed(stored, { press, name, reason }, now()));
  if (changed) await chat.answer(asked, { kind: 'words', text: NOBODY_CALLED });
}

const NOBODY_CALLED =
  'This is a test card: nobody was mentioned or paged. On a real one they are mentioned under the card and paged, and whoever is not in its channel gets it directly.';
