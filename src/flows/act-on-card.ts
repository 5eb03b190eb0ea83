import { type Card, placeOf } from '../domain/card.ts';
import type { Intent } from '../domain/intent.ts';
import { UserFacingError } from '../domain/refusal.ts';
import { carryOutPress, readFindings } from './action/carry-out-press.ts';
import { assertMay } from './action/permission.ts';
import { rehearse } from './action/rehearse.ts';
import { showAside, wordsAside } from './action/show-aside.ts';
import { tellUntold } from './action/tell-untold.ts';
import { giveTurnBack, takeTurn } from './action/turn.ts';
import { writeNote } from './action/write-note.ts';
import { editCard } from './delivery/edit-card.ts';
import { askApproval, needsApproval } from './exceptions/ask-approval.ts';
import { sayInThread } from './say-in-thread.ts';
import type { Services } from './services.ts';
import { sideBySide } from './side-by-side.ts';
import { followPress } from './tickets/follow-press.ts';
import { wakeChannels } from './wake-channels.ts';

type Needs = Parameters<typeof editCard>[1] &
  Pick<Services, 'hub' | 'intents' | 'directory' | 'audit' | 'policy' | 'findings' | 'chat' | 'queues' | 'sleep' | 'ticketing'>;

interface Press {
  /** Its card, as far as whoever asks knows it: then both are read at once. */
  card?: string | undefined;
  /** Brings the press back after so many seconds, to the function that carries it out now. */
  again(seconds: number): Promise<void>;
}

/**
 * Intent in → authorised again → its turn on the card taken → finding re-read → audit started → Security Hub changed →
 * audit done → rows → its ticket → card edited at once → one line in the thread. Every step may be repeated after a crash, and each
 * takes effect once. What cannot be done is told to the person who pressed, and to nobody else.
 */
export async function actOnCard(intentId: string, services: Needs, { card: cardKey, again }: Press): Promise<void> {
  const { intents, log, cards } = services;
  const [intent, seen] = await sideBySide(intents.get(intentId), cardKey === undefined ? undefined : cards.get(cardKey));
  if (!intent) return;
  if (intent.state === 'SHOWN' || intent.state === 'REFUSED' || intent.state === 'WAITING') return tellUntold(intent.id, services);
  if (intent.state === 'REQUESTED') {
    try {
      if (!(await apply(intent, seen?.key === intent.card ? seen : undefined, services, again))) return;
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      await giveTurnBack(intent, services);
      await intents.move(
        intent.id,
        { state: 'REQUESTED', thread: 'waiting' },
        { state: 'REFUSED', thread: 'waiting', untold: error.message },
      );
      log.info('press refused', { intent: intent.id, who: intent.who, action: intent.action, because: error.code });
      await tellUntold(intent.id, services);
      await editCard(intent.card, services, { byPerson: true }); // If it was the card that was behind, it catches up.
      await showAside({ ...intent, state: 'REFUSED' }, services);
      return;
    }
  }
  await tellUntold(intent.id, services);
  await followPress(intent.card, services);
  await editCard(intent.card, services, { byPerson: true });
  await showAside(intent, services);
  await sayInThread(intent.id, services, again);
  const card = await cards.get(intent.card);
  if (card && card.want !== card.shown) await wakeChannels([placeOf(card)], services);
}

/** False: another worker is at it, or a second person has to agree first. */
async function apply(intent: Intent, seen: Card | undefined, services: Needs, again: Press['again']): Promise<boolean> {
  const { intents, cards, policy } = services;
  const waiting = { state: 'REQUESTED', thread: 'waiting' } as const;
  const applied = async (words?: string) => {
    const untold = words ?? (await wordsAside(intent, services));
    await intents.move(intent.id, waiting, { state: 'APPLIED', thread: 'waiting', ...(untold !== undefined && { untold }) });
  };
  const person = await assertMay(intent, services);
  if (intent.action === 'note') {
    await applied(await writeNote(intent, person.name, services));
    return true;
  }
  if (needsApproval(intent, seen ?? (await cards.get(intent.card)), await policy())) {
    await askApproval(intent, services);
    await tellUntold(intent.id, services);
    await editCard(intent.card, services, { byPerson: true });
    return false;
  }
  const [turn, read] = await sideBySide(takeTurn(intent, seen, services, again), readFindings(seen, services));
  if (turn.is === 'taken') return false;
  if (turn.is === 'done') {
    await applied();
    return true;
  }
  const { card } = turn;
  if (card.subject.kind === 'test') {
    await rehearse(intent, card, services);
    await applied();
    return true;
  }
  const refused = await carryOutPress(intent, person.name, { ...turn, read }, services);
  await applied(refused);
  return true;
}
