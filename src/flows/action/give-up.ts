import type { Services } from '../services.ts';
import { giveTurnBack } from './turn.ts';

/**
 * Ends a press that failed once too often, so that nobody takes it up when it is no longer expected: one not applied is
 * refused and can be made again; of one applied only its thread line is missing, and the card says the same.
 */
export async function giveUp(intentId: string, services: Pick<Services, 'intents' | 'cards' | 'now' | 'log'>): Promise<void> {
  const { intents, log } = services;
  const intent = await intents.get(intentId);
  if (!intent || intent.state === 'SHOWN' || intent.state === 'REFUSED') return;
  log.error('press given up', { intent: intent.id, who: intent.who, action: intent.action, state: intent.state });
  log.count('PressesGivenUp');
  if (intent.state === 'REQUESTED') await giveTurnBack(intent, services);
  await intents.move(intent.id, intent, { state: intent.state === 'REQUESTED' ? 'REFUSED' : 'SHOWN', thread: intent.thread });
}
