import { createHash } from 'node:crypto';
import { doneBy, type Intent } from '../domain/intent.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { ListenerServices } from './listener.ts';

type Asked = Omit<Intent, 'id' | 'requestedAt' | 'state' | 'thread' | 'changed' | 'untold' | 'telling' | 'approvedBy'>;
type Needs = Pick<ListenerServices, 'intents' | 'queues' | 'now'>;
type HandTo = (intent: string) => Parameters<Needs['queues']['request']>;

/** A person presses the same button of the same card again after a refusal; more often than this nobody means it. */
const MOST_ATTEMPTS = 5;

/** Makes the press durable and hands it to whoever carries it out. Pressing twice is one press; a finished one is told as such. */
export const requestPress = (asked: Asked, services: Needs, handTo?: HandTo): Promise<void> =>
  handOver(asked, (attempt) => intentId(asked, attempt), services, handTo);

/** The same for an intent that `idOf` names: by that, asked for twice is once. */
export async function handOver(
  asked: Asked,
  idOf: (attempt: number) => string,
  { intents, queues, now }: Needs,
  handTo: HandTo = (intent) => [{ kind: 'press', intent, card: asked.card }, doneBy(asked)],
): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const { intent, created } = await intents.create({
      ...asked,
      id: idOf(attempt),
      requestedAt: now().toISOString(),
      state: 'REQUESTED',
      thread: 'waiting',
    });
    // What was refused may be asked for again, as a press of its own: the role may have been granted since.
    if (intent.state === 'REFUSED') continue;
    if (intent.state === 'WAITING') {
      throw new UserFacingError('already_done', 'You have asked for this already; an approver decides in the thread of its card.');
    }
    if (intent.state === 'SHOWN') {
      throw new UserFacingError('already_done', 'You have done this already; the card shows how it stands now.');
    }
    await queues.request(...handTo(intent.id)).catch(async (error: unknown) => {
      if (!created) return; // An earlier press of the same is on its way already.
      // They are told that it is not done, so nobody may do it later; the next press is another one.
      await intents.move(intent.id, intent, { state: 'REFUSED', thread: 'waiting' });
      throw error;
    });
    return;
  }
  throw new UserFacingError(
    'already_done',
    `This was refused ${MOST_ATTEMPTS} times, so nothing was done. Look at the card as it is now and press there.`,
  );
}

function intentId({ who, card, action, actionVersion }: Asked, attempt: number): string {
  const again = attempt === 0 ? '' : `|${attempt}`;
  return createHash('sha256').update(`${who}|${card}|${action}|${actionVersion}${again}`).digest('hex').slice(0, 32);
}
