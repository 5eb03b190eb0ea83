import type { Services } from '../services.ts';
import { timeIsUp } from '../time-is-up.ts';
import { heldUntil } from './held-until.ts';
import { isReachable, moveAway } from './reachable.ts';
import { workThrough } from './work-through.ts';

type Needs = Parameters<typeof workThrough>[1] & Parameters<typeof isReachable>[1] & Pick<Services, 'stopping'>;

/** Prolonged right before each post, which is answered or given up on ten seconds before it ends. */
const LEASE_MS = 20_000;
/** No post is begun later than this after the lease was prolonged: eight seconds for the post, two for clocks. */
const FRESH_MS = 10_000;
/** No post is begun in the last seconds of a run. */
const LAST_CHANCE_MS = 10_000;

/** The clock looks at every channel in which something waits once a minute. */
const CLOCK_MS = 60_000;

/**
 * Makes a channel's messages what its cards want: one creator per channel at a time, one new message a second. Works until nothing
 * is left, the channel is held, or the time is up; then sees to it that somebody goes on. Safe to run any number of times at once.
 */
export async function deliverChannel(channel: string, services: Needs, deadline: Date): Promise<void> {
  const { channels, now, token } = services;
  const held = await heldUntil(channel, services);
  if (held !== undefined) return wakeAgain(channel, held, services);
  if (!(await isReachable(channel, services))) return moveAway(channel, services);
  const lease = token();
  const mine = await channels.take(channel, lease, new Date(now().getTime() + LEASE_MS));
  if (!mine) return; // Whoever has it will see that it is wanted, and go on.

  let { wanted, lastPostAt } = mine;
  let renewedAt = now().getTime();
  const lastChance = new Date(deadline.getTime() - LAST_CHANCE_MS);
  const stillMine = async (postedAt?: Date): Promise<boolean> => {
    renewedAt = now().getTime();
    const renewed = await channels.renew(channel, lease, new Date(renewedAt + LEASE_MS), postedAt);
    if (postedAt) lastPostAt = postedAt.getTime();
    return renewed && !timeIsUp(lastChance, services);
  };
  const isFresh = () => now().getTime() <= renewedAt + FRESH_MS;
  try {
    for (;;) {
      const worked = await workThrough({ channel, lastPostAt, stillMine, isFresh }, services);
      const released = await channels.release(channel, lease, wanted);
      const state = await channels.get(channel);
      wanted = state?.wanted ?? wanted;
      if (!released && !worked.over) continue; // A wake came meanwhile.
      if (state?.health === 'broken') await moveAway(channel, services);
      // Whatever wakes it meanwhile is answered by the wake below; a lease that nobody uses would hold that up.
      if (!released) await giveUp(channel, lease, services);
      const lookAgainAt = released ? worked.lookAgainAt : (worked.lookAgainAt ?? now().getTime());
      if (lookAgainAt !== undefined) await wakeAgain(channel, lookAgainAt, services);
      return;
    }
  } catch (error) {
    // Others need not wait for the lease to run out; when it cannot even be given up, they do.
    await giveUp(channel, lease, services).catch((cause: unknown) =>
      services.log.warn('lease not given up', { channel, cause: String(cause) }),
    );
    throw error;
  }
}

async function giveUp(channel: string, lease: string, { channels }: Pick<Services, 'channels'>): Promise<void> {
  for (let given = false; !given; ) given = await channels.release(channel, lease, (await channels.get(channel))?.wanted ?? 0);
}

/** One message of the queue for each moment, however many come to ask for it; none for what the clock sees to. */
async function wakeAgain(
  channel: string,
  at: number,
  { channels, queues, now }: Pick<Services, 'channels' | 'queues' | 'now'>,
): Promise<void> {
  const wait = Math.max(0, at - now().getTime());
  if (wait >= CLOCK_MS) return;
  if (await channels.wakeAt(channel, new Date(at))) await queues.wake(channel, wait / 1000);
}
