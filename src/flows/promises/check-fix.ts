import type { Card } from '../../domain/card.ts';
import { leadFirst, wanting } from '../../domain/card-changes.ts';
import { confirmedBy, stillFailing } from '../../domain/fix.ts';
import { reopenedByClock } from '../../domain/reopened.ts';
import { withAccountName } from '../../domain/route.ts';
import type { Services } from '../services.ts';
import { followPress } from '../tickets/follow-press.ts';
import { backToNew } from './back-to-new.ts';

type Needs = Parameters<typeof backToNew>[3] & Parameters<typeof followPress>[1] & Pick<Services, 'cards' | 'hub' | 'now' | 'log'>;

/** A day after somebody called it resolved: what still fails in Security Hub is new again; what does not is confirmed, or left alone. */
export async function checkFix(card: Card, services: Needs): Promise<void> {
  const { cards, hub, log, now, policy } = services;
  const { fix } = card;
  if (!fix || card.subject.kind !== 'problem') return;
  const { accounts } = await policy();
  const read = leadFirst((await hub.find(card.subject.members, { yields: true })).map((finding) => withAccountName(finding, accounts)));
  if (stillFailing(read).length === 0) {
    const confirmed = confirmedBy(read);
    await cards.change(card.key, (stored) => {
      const [lead, ...others] = read;
      if (stored?.fix?.since !== fix.since) return undefined;
      const looked: Card = { ...stored, fix: { since: fix.since, ...(confirmed && { confirmed }) } };
      return lead ? wanting(looked, [lead, ...others]) : looked;
    });
    return;
  }
  log.info('resolved but still failing', { card: card.key });
  log.count('ResolvedButFailing');
  const why = 'it was resolved a day ago, and Security Hub still reports FAILED';
  const { id, findings } = await backToNew(card, 'RESOLVED', { name: `${fix.since}|still failing`, why }, services);
  const [lead, ...others] = findings;
  await cards.change(card.key, (stored) => {
    if (stored?.fix?.since !== fix.since) return undefined;
    const { fix: _fix, ...rest } = stored;
    if (!lead) return rest;
    const title = 'Resolved a day ago, but its check still fails: it is new again';
    return reopenedByClock(rest, { id, why, reason: 'its check still fails', title, findings: [lead, ...others], at: now() });
  });
  await followPress(card.key, services);
}
