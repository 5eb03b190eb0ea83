import { type BulkAction, type BulkItem, type Fate, statusFor } from '../../domain/bulk.ts';
import { leftAlone } from '../../domain/bulk-plan.ts';
import { type BulkJob, pressOfMany } from '../../domain/bulk-press.ts';
import { endOf, spanOf } from '../../domain/exception.ts';
import type { Finding } from '../../domain/finding.ts';
import { reasonOf } from '../../domain/intent.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Services } from '../services.ts';
import { countTogether } from './count-together.ts';
import { isLive } from './gather.ts';
import { GONE, setTogether } from './set-together.ts';
import { showTogether } from './show-together.ts';
import { cardsOf, takeTurns } from './turns.ts';

type Needs = Pick<Services, 'selections' | 'policy'> &
  Parameters<typeof countTogether>[1] &
  Parameters<typeof setTogether>[2] &
  Parameters<typeof showTogether>[1] &
  Parameters<typeof takeTurns>[2];

const CHANGED: Fate = { is: 'left', because: 'changed since it was shown' };
const BUSY: Fate = { is: 'left', because: 'somebody is changing it right now' };

/**
 * Does what was decided about a hundred findings: each is read again, and one that is not as it was shown is left alone. What is
 * about to be done is written down before, what has come of it after, so that whoever takes it up after a crash does all of it
 * again and nothing twice.
 */
export async function changePart(job: BulkJob, number: number, services: Needs): Promise<BulkItem[]> {
  const { hub, selections, policy, now } = services;
  const { selection, order, note } = job.work;
  const { items } = await selections.part(selection, number);
  if (items.every(({ fate }) => fate && fate.is !== 'doing')) return items;
  const rules = await policy();
  const found = new Map((await hub.find(items, { yields: true })).map((finding) => [finding.key, finding]));
  const press = pressOfMany(job);

  const planned = items.map((item) => ({ ...item, fate: item.fate ?? fateBefore(item, found.get(item.key), order.action, rules) }));
  const meant = planned.filter(({ fate }) => fate.is === 'doing');
  const cards = await cardsOf(
    meant.flatMap(({ key }) => found.get(key) ?? []),
    services,
  );
  // One that was shown before a crash is not touched again.
  const keys = new Set([...cards.values()].flat().map((card) => card.key));
  const taken = await takeTurns([...keys], press, services, ({ acted }) => acted !== press.id);
  const begun = new Set(items.filter(({ fate }) => fate?.is === 'doing').map(({ key }) => key));
  const isFree = (key: string) => begun.has(key) || (cards.get(key) ?? []).every((card) => taken.has(card.key));
  const doing = planned.map((item) => (item.fate.is === 'doing' && !isFree(item.key) ? { ...item, fate: BUSY } : item));
  await selections.save(selection, number, { items: doing });

  const wanted = doing.flatMap(({ key, fate, workflow }) => {
    const finding = fate.is === 'doing' ? found.get(key) : undefined;
    return finding ? [{ finding, status: statusFor(order.action, workflow) }] : [];
  });
  const reason = reasonOf(press);
  const fates = await setTogether(
    wanted,
    { id: press.id, who: press.who, action: press.action, note, ...(reason && { reason }) },
    services,
  );
  const done = doing.map((item): BulkItem => (item.fate.is === 'doing' ? { ...item, fate: fates.get(item.key) ?? GONE } : item));
  const statuses = new Map(
    wanted.filter(({ finding }) => fates.get(finding.key)?.is === 'done').map(({ finding, status }) => [finding.key, status]),
  );
  const at = now();
  await showTogether(
    {
      press,
      note,
      statuses,
      cards: [...taken],
      at,
      until: order.until ?? endOf(spanOf(rules.suppress, at).proposed),
      reminder: rules.acknowledge.reminder,
    },
    services,
  );
  const id = `${press.id}#${number}`;
  await countTogether({ id, press, at: press.requestedAt, changed: statuses.keys(), cards }, services);
  await selections.save(selection, number, { items: done });
  return done;
}

function fateBefore(item: BulkItem, finding: Finding | undefined, action: BulkAction, { suppress }: Policy): Fate {
  if (!finding) return GONE;
  const live = isLive(finding);
  if (finding.workflow !== item.workflow || live !== item.live) return CHANGED;
  // Its severity may have risen since.
  const because = leftAlone(action, { ...item, severity: finding.severity }, suppress.approval.severities);
  return because === undefined ? { is: 'doing' } : { is: 'left', because };
}
