import { movedTo } from '../../domain/delivery.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelFacts, Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';
import { noteBroken } from './note-broken.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'queues' | 'slackHealth' | 'policy' | 'pager' | 'nonces' | 'log' | 'now'>;

/** A channel that takes our messages is looked at this often, and one that does not, this often. */
const EVERY_HOUR_MS = 3600_000;
const EVERY_MINUTE_MS = 60_000;

/** How many cards are moved before the index is read again, and how often in one run. */
const AT_ONCE = 100;
const ROUNDS = 20;

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

/** Sends what has no message yet to the policy's fallback channel, saying where it was meant for. What has one stays where that is. */
export async function moveAway(channel: string, services: Needs): Promise<void> {
  const { fallbackChannel } = await services.policy();
  if (fallbackChannel === undefined || fallbackChannel === channel) return;
  let moved = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const before = moved;
    for (const { key } of await services.cards.dirty(channel, AT_ONCE)) {
      if ((await services.cards.change(key, (card) => movedTo(card, channel, fallbackChannel))).changed) moved++;
    }
    if (moved === before) break;
  }
  if (moved === 0) return;
  services.log.warn('cards sent to the fallback channel', { channel, fallbackChannel, cards: moved });
  services.log.count('CardsMoved', moved);
  await wakeChannels([fallbackChannel], services);
}
