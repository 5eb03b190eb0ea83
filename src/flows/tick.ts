import { doneBy, type Intent } from '../domain/intent.ts';
import { functionFor } from '../domain/job.ts';
import { handedOut } from '../domain/telling.ts';
import { noteInQueue, QUEUE_TRIES_MS } from './action/in-queue.ts';
import { seeToCards } from './see-to-cards.ts';
import type { Services } from './services.ts';
import { wakeChannels } from './wake-channels.ts';

type Needs = Parameters<typeof seeToCards>[0] &
  Pick<Services, 'channels' | 'homes' | 'intents' | 'jobs' | 'nonces' | 'repairs' | 'ticketing'>;

/** How many of each kind one tick takes up; what is left is due at the next. */
const AT_ONCE = 200;

/** A press that nobody has come to by then may never have got into the queue: whoever wrote it down died before. */
const UNHEARD_MS = 60_000;

/**
 * What the clock does every minute: has done what falls due about cards, has channels looked at in which something waits,
 * hands presses that were interrupted back to whoever may carry them out, has tickets looked at that fall due, has
 * the table compared with Security Hub every ten minutes, has Homes drawn that were forgotten, and has jobs gone on with.
 */
export async function tick(services: Needs): Promise<void> {
  const { channels, homes, intents, jobs, queues, repairs, ticketing, log, now } = services;
  const waiting = await seeToCards(services);
  for (const { channel, health } of await channels.all()) {
    // A broken one may be wanted by what is in the fallback channel: whether it is back is looked at all the same.
    if (health === 'broken' || (await hasWork(channel, services))) waiting.add(channel);
  }
  await wakeChannels(waiting, services);

  for (const intent of await intents.unfinished(new Date(now().getTime() - UNHEARD_MS), AT_ONCE)) {
    if (!(await isLost(intent, services))) continue;
    log.warn('press taken up again', { intent: intent.id, state: intent.state });
    await queues.request({ kind: 'press', intent: intent.id, card: intent.card }, doneBy(intent));
  }

  for (const intent of await intents.untold(now(), AT_ONCE)) {
    await queues.request({ kind: 'press', intent: intent.id, card: intent.card }, doneBy(intent));
    // Whoever gets it has until then to say it.
    await intents.move(intent.id, intent, { state: intent.state, thread: intent.thread, telling: handedOut(intent.telling, now()) });
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

/** Whether anything in the channel is not as it should be; what cannot be found out is for delivery to look at. */
async function hasWork(channel: string, { cards, log }: Needs): Promise<boolean> {
  try {
    return (await cards.dirty(channel, 1)).length > 0;
  } catch (error) {
    log.error('channel not seen to', { channel, because: String(error) });
    log.count('ChannelsNotSeenTo');
    return true;
  }
}
