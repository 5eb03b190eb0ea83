import type { Services } from '../services.ts';
import { giveTurnBack } from './turn.ts';

/**
 * Ends a press that failed once too often, so that nobody takes it up when it is no longer expected: one not applied is
 * refused and can be made again. One that Security Hub has carried out is done, though its audit trail or its thread line is
 * not complete; the card says the same.
 */
export async function giveUp(intentId: string, services: Pick<Services, 'intents' | 'cards' | 'now' | 'log'>): Promise<void> {
  const { intents, log } = services;
  const intent = await intents.get(intentId);
  if (!intent || intent.state === 'SHOWN' || intent.state === 'REFUSED' || intent.state === 'WAITING') return;
  log.error('press given up', { intent: intent.id, who: intent.who, action: intent.action, state: intent.state });
  log.count('PressesGivenUp');
  if (intent.state === 'REQUESTED') await giveTurnBack(intent, services, { drawn: true });
  const undone = intent.state === 'REQUESTED' && !intent.changed;
  await intents.move(intent.id, intent, { state: undone ? 'REFUSED' : 'SHOWN', thread: intent.thread });
}
