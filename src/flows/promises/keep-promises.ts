import { type Card, placeOf } from '../../domain/card.ts';
import { fallenDue, type Promised, promisedAt } from '../../domain/promises.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { dropQuestion } from '../exceptions/decide.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { breach } from './breach.ts';
import { checkFix } from './check-fix.ts';
import { endException } from './end-exception.ts';
import { endUndo } from './end-undo.ts';
import { escalate } from './escalate.ts';
import { giveBack, remindHolder } from './hold.ts';
import { sayNotKept } from './say-not-kept.ts';
import { wake } from './wake.ts';
import { warnOfEnd } from './warn-of-end.ts';

type Needs = Parameters<typeof endException>[1] &
  Parameters<typeof wakeChannels>[1] &
  Parameters<typeof warnOfEnd>[2] &
  Parameters<typeof breach>[2] &
  Parameters<typeof dropQuestion>[1] &
  Parameters<typeof remindHolder>[1] &
  Parameters<typeof giveBack>[1] &
  Parameters<typeof wake>[1] &
  Parameters<typeof checkFix>[1] &
  Pick<Services, 'queues'>;

/** Longer than seeing to it may take; whoever died is followed by another after this. */
const CLAIM_MS = 2 * 60_000;

/** Security Hub said no: the same will hardly help soon. */
const REFUSED_MS = 3600_000;

/** More never falls due at once. */
const MOST = 8;

/**
 * Does what has fallen due about a card: warns of a suppression's end, ends it, says what is late. Each is done once however
 * often this runs, and what fails is taken up again by the clock.
 */
export async function keepPromises(key: string, services: Needs): Promise<void> {
  const { cards, log, now } = services;
  const claim = now().getTime() + CLAIM_MS;
  const { card, changed } = await cards.change(key, (stored) =>
    stored && (promisedAt(stored) ?? Infinity) <= now().getTime() ? { ...stored, keptUntil: claim } : undefined,
  );
  if (!changed || !card || isBeingPressed(card, now())) return;

  let again: number | undefined;
  for (let kept = 0; kept < MOST && again === undefined; kept++) {
    const current = await cards.get(key);
    const due = current && fallenDue(current, now().getTime());
    if (!due) break;
    try {
      await keep(current, due, services);
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      log.error('promise not kept', { card: key, because: error.message });
      log.count('PromisesNotKept');
      await sayNotKept(current, due, error.message, services);
      again = now().getTime() + REFUSED_MS;
    }
  }
  const after = await cards.change(key, (stored) => {
    if (stored?.keptUntil !== claim) return undefined;
    const { keptUntil: _claim, ...rest } = stored;
    return again === undefined ? rest : { ...rest, keptUntil: again };
  });
  if (after.card && after.card.want !== after.card.shown) await wakeChannels([placeOf(after.card)], services);
}

/** Whoever presses comes first; the clock looks again. */
const isBeingPressed = ({ acting }: Card, now: Date): boolean => acting !== undefined && acting.until > now.getTime();

async function keep(card: Card, due: Promised, services: Needs): Promise<void> {
  switch (due.do) {
    case 'warn':
      return warnOfEnd(card, due.days, services);
    case 'end exception':
      return endException(card, services);
    case 'drop question':
      return dropQuestion(card.key, services);
    case 'remind':
      return remindHolder(card, services);
    case 'give back':
      return giveBack(card, services);
    case 'breach':
      return breach(card, due.of, services);
    case 'wake':
      return wake(card, services);
    case 'check fix':
      return checkFix(card, services);
    case 'end undo':
      return endUndo(card, services);
    case 'escalate':
      return escalate(card, due.step, services);
  }
}
