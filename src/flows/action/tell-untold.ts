import { afterTry } from '../../domain/telling.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'intents' | 'chat' | 'log' | 'now'>;

/**
 * Tells the person who pressed what they have not been told yet. It is written down until they have, so a crash tells it late, not
 * never. What cannot be said holds nothing up: the clock has it tried again, more and more rarely, until it is given up.
 */
export async function tellUntold(intentId: string, services: Needs): Promise<void> {
  const { intents, log } = services;
  const intent = await intents.get(intentId);
  if (intent?.untold === undefined) return;
  const { id, who, state, thread, untold, telling } = intent;
  const failed = await say({ ...intent, untold }, services);
  const again = failed === undefined ? undefined : afterTry(telling, services.now());
  if (failed !== undefined) {
    log.warn(again ? 'words not said, they are tried again' : 'words given up', { intent: id, who, because: failed, next: again?.at });
    log.count(again ? 'WordsNotSaid' : 'UntoldFailures');
  }
  await intents.move(id, intent, { state, thread, untold: again && untold, telling: again });
}

/** Why it could not be said; undefined when it was. */
async function say(intent: Parameters<Services['chat']['answer']>[0] & { untold: string }, { chat }: Needs): Promise<string | undefined> {
  try {
    await chat.answer(intent, { kind: 'words', text: intent.untold });
    return undefined;
  } catch (error) {
    return String(error);
  }
}
