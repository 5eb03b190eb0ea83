import { nextStep } from '../../domain/delivery.ts';
import type { Services } from '../services.ts';
import { createCard, lookUpCard } from './create-card.ts';
import { editCard, heldUntil } from './edit-card.ts';

type Needs = Parameters<typeof createCard>[1] & Parameters<typeof editCard>[1] & Pick<Services, 'queues' | 'sleep'>;

/** The lease outlives any single step by this much; nothing is sent in its last ten seconds. */
const LEASE_MS = 20_000;
const LAST_CHANCE_MS = 10_000;

/** Slack takes about one message a second and channel (https://docs.slack.dev/apis/web-api/rate-limits). */
const PACE_MS = 1_000;

/** How many cards are looked at before the queue is read again, so that something urgent is not held up by what came before. */
const LOOK_AHEAD = 10;

/**
 * Makes a channel's messages what its cards want: one creator per channel at a time, one new message a second, the most
 * urgent first. Works until nothing is left, the channel is held, or `deadline` is near; then sees to it that somebody
 * goes on. Safe to run any number of times at once.
 */
export async function deliverChannel(channel: string, services: Needs, deadline: Date): Promise<void> {
  const { channels, queues, now, token } = services;
  const held = await heldUntil(channel, services);
  if (held !== undefined) {
    await queues.wake(channel, (held - now().getTime()) / 1000);
    return;
  }
  const lease = token();
  const mine = await channels.take(channel, lease, new Date(now().getTime() + LEASE_MS));
  if (!mine) return; // Whoever has it will see that it is wanted, and go on.

  let { wanted, lastPostAt } = mine;
  for (;;) {
    const worked = await workThrough(channel, lease, lastPostAt, services, deadline);
    lastPostAt = worked.lastPostAt;
    const released = await channels.release(channel, lease, wanted);
    wanted = (await channels.get(channel))?.wanted ?? wanted;
    if (!released && !worked.over) continue; // A wake came meanwhile.
    if (!released) await channels.release(channel, lease, wanted);
    const lookAgainAt = released ? worked.lookAgainAt : (worked.lookAgainAt ?? now().getTime());
    if (lookAgainAt !== undefined) await queues.wake(channel, Math.max(0, lookAgainAt - now().getTime()) / 1000);
    return;
  }
}

interface Worked {
  lastPostAt: number | undefined;
  /** When there is something to do that could not be done now, in ms since 1970. */
  lookAgainAt: number | undefined;
  /** Nothing more is to be tried in this run. */
  over: boolean;
}

async function workThrough(channel: string, lease: string, last: number | undefined, services: Needs, deadline: Date): Promise<Worked> {
  const { cards, channels, now, sleep } = services;
  let lastPostAt = last;
  for (;;) {
    let lookAgainAt: number | undefined;
    let did = 0;
    for (const card of await cards.dirty(channel, LOOK_AHEAD)) {
      const step = nextStep(card, now().getTime());
      if (step.do === 'nothing') continue;
      if (step.do === 'wait') {
        lookAgainAt = Math.min(lookAgainAt ?? step.until, step.until);
        continue;
      }
      if (step.do === 'create') await sleep(Math.max(0, (lastPostAt ?? 0) + PACE_MS - now().getTime()));
      const stillMine = await channels.renew(
        channel,
        lease,
        new Date(now().getTime() + LEASE_MS),
        step.do === 'create' ? now() : undefined,
      );
      if (!stillMine || now().getTime() > deadline.getTime() - LAST_CHANCE_MS)
        return { lastPostAt, lookAgainAt: now().getTime(), over: true };
      did++;
      if (step.do === 'create') {
        lastPostAt = now().getTime();
        const goOn = await createCard(card.key, services);
        if (!goOn) return { lastPostAt, lookAgainAt: await heldUntil(channel, services), over: true };
        break;
      } else if (step.do === 'look up') await lookUpCard(card.key, services);
      else await editCard(card.key, services, { byPerson: false });
    }
    if (did === 0) return { lastPostAt, lookAgainAt, over: false };
  }
}
