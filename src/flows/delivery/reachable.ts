import type { Card } from '../../domain/card.ts';
import { movedTo, nextStep } from '../../domain/delivery.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelFacts, Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { lookUpCard } from './look-up-card.ts';
import { noteBroken } from './note-broken.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'queues' | 'slackHealth' | 'policy' | 'pager' | 'nonces' | 'log' | 'now'>;

/** A channel that takes our messages is looked at this often, and one that does not, this often. */
const EVERY_HOUR_MS = 3600_000;
const EVERY_MINUTE_MS = 60_000;

/** How many cards are moved before the index is read again, and for how long: a run may have worked for 45 of its 60 seconds before. */
const AT_ONCE = 100;
const MOVE_MS = 8_000;

/** Whether the channel is there, lets us in, and is not shared with another organisation unless policy says that it may be. */
export async function isReachable(channel: string, services: Needs): Promise<boolean> {
  const { channels, slackHealth, policy, log, now } = services;
  const state = await channels.get(channel);
  const broken = state?.health === 'broken';
  if (now().getTime() < (state?.lookedAt ?? 0) + (broken ? EVERY_MINUTE_MS : EVERY_HOUR_MS)) return !broken;
  try {
    const closed = closedBecause(await slackHealth.channel(channel), await policy());
    if (closed === undefined) await channels.setHealth(channel, 'ok');
    else await noteBroken(channel, closed, services);
    return closed === undefined;
  } catch (error) {
    // Then whoever posts finds out.
    log.warn('channel not looked at', { channel, because: String(error) });
    log.count('ChannelsNotLookedAt');
    return !broken;
  }
}

function closedBecause({ id, name, archived, member, shared }: ChannelFacts, { sharedChannels }: Policy): string | undefined {
  if (name === undefined) return 'Slack shows us no such channel';
  if (archived) return 'it is archived';
  if (!member) return 'shub is not in it';
  return shared && !sharedChannels.includes(id)
    ? "it is shared with another organisation, and the policy's sharedChannels does not name it"
    : undefined;
}

/**
 * Sends what has no message yet to the policy's fallback channel, saying where it was meant for; out of a fallback channel that takes
 * none itself, back to where it is meant for, once that does. What has a message stays where that is.
 */
export async function moveAway(channel: string, services: Needs & Parameters<typeof lookUpCard>[1]): Promise<void> {
  const { cards, channels, log, now, policy } = services;
  const { fallbackChannel } = await policy();
  if (fallbackChannel === undefined) return;
  const end = now().getTime() + MOVE_MS;
  const wanted = new Set<string>();

  /** Resolves to whether it was moved. */
  const move = async (card: Card): Promise<boolean> => {
    // Nobody else looks it up while its channel takes nothing.
    if (nextStep(card, now().getTime()).do === 'look up') await lookUpCard(card.key, services);
    const to = channel === fallbackChannel ? card.channel : fallbackChannel;
    if (to === channel || !movedTo(card, channel, to, now().getTime())) return false;
    if (channel === fallbackChannel && (await channels.get(to))?.health === 'broken') return false;
    // First, so that the clock knows of work there whatever becomes of this run.
    if (!wanted.has(to)) await channels.wake(to);
    wanted.add(to);
    return (await cards.change(card.key, (stored) => movedTo(stored, channel, to, now().getTime()))).changed;
  };

  let moved = 0;
  for (let before = -1; moved !== before && now().getTime() < end; ) {
    before = moved;
    for (const card of await cards.dirty(channel, AT_ONCE)) {
      if (now().getTime() >= end) break;
      if (await move(card)) moved++;
    }
  }
  if (moved === 0) return;
  log.warn('cards sent to another channel', { channel, to: [...wanted], cards: moved });
  log.count('CardsMoved', moved);
  await wakeChannels(wanted, services);
}
