import type { Card } from '../../domain/card.ts';
import type { Intent } from '../../domain/intent.ts';
import type { Services } from '../services.ts';

/** What has been done to findings, and the cards about each as they were before it. */
interface Counted {
  /** Names this part of the change: doing it again counts it once. */
  id: string;
  press: Pick<Intent, 'action'>;
  at: string;
  /** Keys of the findings that Security Hub has changed. */
  changed: Iterable<string>;
  cards: ReadonlyMap<string, readonly Card[]>;
}

/** Lets reports count a change of many as a press on each card; what has no card was never raised, so that nothing is known of how long it took. */
export async function countTogether({ id, press, at, changed, cards }: Counted, { history }: Pick<Services, 'history'>): Promise<void> {
  const pressed = new Map<string, { card: Card; findings: string[] }>();
  for (const finding of changed) {
    for (const card of cards.get(finding) ?? []) {
      pressed.set(card.key, { card, findings: [...(pressed.get(card.key)?.findings ?? []), finding] });
    }
  }
  if (pressed.size === 0) return;
  const all = [...pressed.values()].map(({ card: { key, createdAt, severity, source }, findings }) => ({
    card: key,
    raisedAt: createdAt,
    severity,
    findings,
    ...(source && { account: source.account }),
  }));
  await history.keepMany(id, { action: press.action, at, cards: all });
}
