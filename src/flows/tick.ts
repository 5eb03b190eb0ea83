import { sendsAt } from '../domain/alerting.ts';
import { placeOf } from '../domain/card.ts';
import { redrawn, revived } from '../domain/delivery.ts';
import { doneBy, type Intent } from '../domain/intent.ts';
import { functionFor } from '../domain/job.ts';
import { promisedAt } from '../domain/promises.ts';
import { testOver } from '../domain/test-card.ts';
import { noteInQueue, QUEUE_TRIES_MS } from './action/in-queue.ts';
import { removeTwins } from './delivery/look-up-card.ts';
import type { Services } from './services.ts';
import { wakeChannels } from './wake-channels.ts';

type Needs = Pick<Services, 'channels' | 'homes' | 'intents' | 'jobs' | 'nonces' | 'queues' | 'repairs' | 'ticketing'> &
  Parameters<typeof removeTwins>[1];

/** How many of each kind one tick takes up; what is left is due at the next. */
const AT_ONCE = 200;

/** A press that nobody has come to by then may never have got into the queue: whoever wrote it down died before. */
const UNHEARD_MS = 60_000;

/**
 * What the clock does every minute: has channels looked at in which something falls due or waits, looks for late twins,
 * hands presses that were interrupted back to whoever may carry them out, has tickets looked at that fall due, has
 * the table compared with Security Hub every ten minutes, has Homes drawn that were forgotten, and has jobs gone on with.
 */
export async function tick(services: Needs): Promise<void> {
  const { cards, channels, homes, intents, jobs, queues, repairs, ticketing, log, now } = services;
  const due = await cards.due(now(), AT_ONCE);
  for (const card of due) {
    const { key } = card;
    if ((sendsAt(card) ?? Infinity) <= now().getTime()) await queues.sendOut(key);
    if ((promisedAt(card) ?? Infinity) <= now().getTime()) await queues.request({ kind: 'promises', card: key }, 'actions');
    if (card.confirm && card.confirm.by <= now().getTime()) await queues.request({ kind: 'confirm', card: key }, 'actions');
    await removeTwins(key, services);
    await cards.change(key, (card) => {
      const at = now().getTime();
      return redrawn(card, at) ?? revived(card, at) ?? testOver(card, at);
    });
  }

  const waiting = new Set(due.map(placeOf));
  for (const { channel } of await channels.all()) {
    if ((await cards.dirty(channel, 1)).length > 0) waiting.add(channel);
  }
  await wakeChannels(waiting, services);

  for (const intent of await intents.unfinished(new Date(now().getTime() - UNHEARD_MS), AT_ONCE)) {
    if (!(await isLost(intent, services))) continue;
    log.warn('press taken up again', { intent: intent.id, state: intent.state });
    await queues.request({ kind: 'press', intent: intent.id, card: intent.card }, doneBy(intent));
  }

  if (await homes.forgotten()) await queues.drawHomes(0);
  for (const { key } of await ticketing.due(now(), AT_ONCE)) await queues.settle(key);
  const compared = await repairs.get();
  if (!compared || compared.nextAt <= now().getTime()) await queues.request({ kind: 'repair' }, 'reports');
  for (const { id, work } of await jobs.due(now(), AT_ONCE)) await queues.request({ kind: 'job', job: id }, functionFor(work));
}

/** Whether the queue has given it up, or may never have had it. The latter is so once; a press that is handed over twice is done once. */
async function isLost({ id, state, requestedAt }: Intent, { nonces, now }: Needs): Promise<boolean> {
  if (now().getTime() - Date.parse(requestedAt) >= QUEUE_TRIES_MS) return true;
  return state === 'REQUESTED' && (await noteInQueue(id, { nonces }));
}
