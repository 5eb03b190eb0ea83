import { heldUntil } from './held-until.ts';
import { isReachable, moveAway } from './reachable.ts';
import { workThrough } from './work-through.ts';

type Needs = Parameters<typeof workThrough>[1] & Parameters<typeof isReachable>[1];

/** Prolonged right before each post, so that a post is answered or given up on ten seconds before it ends. */
const LEASE_MS = 20_000;
/** No post is begun in the last seconds of a run. */
const LAST_CHANCE_MS = 10_000;

/** When a channel that takes no messages is looked at again. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Makes a channel's messages what its cards want: one creator per channel at a time, one new message a second. Works until nothing
 * is left, the channel is held, or `deadline` is near; then sees to it that somebody goes on. Safe to run any number of times at once.
 */
export async function deliverChannel(channel: string, services: Needs, deadline: Date): Promise<void> {
  const { channels, queues, now, token } = services;
  const held = await heldUntil(channel, services);
  if (held !== undefined) {
    await queues.wake(channel, (held - now().getTime()) / 1000);
    return;
  }
  if (!(await isReachable(channel, services))) {
    await moveAway(channel, services);
    await queues.wake(channel, LOOK_AGAIN_MS / 1000);
    return;
  }
  const lease = token();
  const mine = await channels.take(channel, lease, new Date(now().getTime() + LEASE_MS));
  if (!mine) return; // Whoever has it will see that it is wanted, and go on.

  let { wanted } = mine;
  let { lastPostAt } = mine;
  const stillMine = async (postedAt?: Date): Promise<boolean> => {
    const renewed = await channels.renew(channel, lease, new Date(now().getTime() + LEASE_MS), postedAt);
    if (postedAt) lastPostAt = postedAt.getTime();
    return renewed && now().getTime() <= deadline.getTime() - LAST_CHANCE_MS;
  };
  for (;;) {
    const worked = await workThrough({ channel, lastPostAt, stillMine }, services);
    const released = await channels.release(channel, lease, wanted);
    const state = await channels.get(channel);
    wanted = state?.wanted ?? wanted;
    if (!released && !worked.over) continue; // A wake came meanwhile.
    if (state?.health === 'broken') await moveAway(channel, services);
    // Whatever wakes it meanwhile is answered by the wake below; a lease that nobody uses would hold that up.
    for (let given = released; !given; wanted = (await channels.get(channel))?.wanted ?? wanted) {
      given = await channels.release(channel, lease, wanted);
    }
    const lookAgainAt = released ? worked.lookAgainAt : (worked.lookAgainAt ?? now().getTime());
    if (lookAgainAt !== undefined) await queues.wake(channel, Math.max(0, lookAgainAt - now().getTime()) / 1000);
    return;
  }
}
