import type { Card } from '../../domain/card.ts';
import { reopenedByClock } from '../../domain/reopened.ts';
import type { Services } from '../services.ts';
import { followPress } from '../tickets/follow-press.ts';
import { backToNew } from './back-to-new.ts';

type Needs = Parameters<typeof backToNew>[3] & Parameters<typeof followPress>[1] & Pick<Services, 'cards' | 'now'>;

/** A snooze is over, by the clock or because it got worse: the findings are NEW again, and people hear of it. */
export async function wake(card: Card, services: Needs): Promise<void> {
  const { snoozed } = card;
  if (!snoozed) return;
  const because = snoozed.woken ?? 'its time is over';
  const why = `the snooze has ended: ${because}`;
  const { id, findings } = await backToNew(card, 'NOTIFIED', { name: `${snoozed.since}|woken`, why }, services);
  const [lead, ...others] = findings;
  await services.cards.change(card.key, (stored) => {
    if (stored?.snoozed?.since !== snoozed.since) return undefined;
    const { snoozed: _over, ...rest } = stored;
    if (!lead) return rest;
    const { woken: _woken, ...was } = snoozed;
    return reopenedByClock(
      { ...rest, awake: { ...was, because } },
      {
        id,
        why,
        reason: because,
        tone: 'info',
        title: `Back from its snooze: ${because}`,
        lines: snoozed.reason === undefined ? [] : [`It was put off because ${snoozed.reason}`],
        findings: [lead, ...others],
        at: services.now(),
      },
    );
  });
  await followPress(card.key, services);
}
