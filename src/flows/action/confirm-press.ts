import { type Card, placeOf } from '../../domain/card.ts';
import { sayOnce } from '../say-once.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'cards' | 'intents' | 'hub' | 'chat' | 'log' | 'now'>;

/**
 * Reads back, five minutes after a press, whether Security Hub has made the change that it took: it says itself that this
 * is not done at once. If it has not, the thread of the card says so, once.
 */
export async function confirmPress(key: string, services: Needs): Promise<void> {
  const { cards, hub, log } = services;
  const card = await cards.get(key);
  if (card?.confirm === undefined || card.subject.kind !== 'problem') return;
  const { intent, status } = card.confirm;
  const found = card.acted === intent ? await hub.find(card.subject.members, { yields: true }) : [];
  const behind = found.filter(({ recordState, workflow }) => recordState === 'ACTIVE' && workflow !== status);
  if (behind.length > 0) {
    log.warn('press not confirmed by Security Hub', { card: key, intent, findings: behind.length });
    log.count('UnconfirmedPresses');
    await say(
      card,
      intent,
      `five minutes later Security Hub still says ${behind.map(({ workflow }) => workflow).join(', ')}; press again if it stays so`,
      services,
    );
  }
  await cards.change(key, (stored) => {
    if (stored?.confirm?.intent !== intent) return undefined;
    const { confirm: _confirm, ...rest } = stored;
    return rest;
  });
}

async function say(card: Card, intentId: string, failed: string, services: Needs): Promise<void> {
  const { cards, intents, chat } = services;
  const intent = await intents.get(intentId);
  const sheet = card.state === 'LISTED' && card.sheet !== undefined ? await cards.get(card.sheet) : undefined;
  const { ts } = sheet ?? card;
  const token = `${intentId}.unconfirmed`;
  const channel = placeOf(sheet ?? card);
  if (!intent || ts === undefined) return;
  const { who, action } = intent;
  const said = () => chat.findInThread(channel, ts, token);
  const outcome = await sayOnce({ channel, said, say: () => chat.thread(channel, ts, { who, action, failed }, token) }, services);
  if (outcome.kind === 'not sent' || outcome.kind === 'ambiguous')
    throw new Error(`Thread line not sent (${outcome.error}); it will be taken up again`);
}
