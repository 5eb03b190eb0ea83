import { tellOperations } from '../outgoing/tell-operations.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'channels' | 'policy'> & Parameters<typeof tellOperations>[1];

/** Writes down that the channel does not take our messages, and tells those who run shub, once an hour. */
export async function noteBroken(channel: string, because: string, services: Needs): Promise<void> {
  await services.channels.setHealth(channel, 'broken', because);
  const { fallbackChannel } = await services.policy();
  const meanwhile =
    fallbackChannel === undefined ? 'Its cards wait: the policy names no fallbackChannel.' : `Its cards go to ${fallbackChannel}.`;
  const text = `Slack does not take messages in channel ${channel}: ${because}. ${meanwhile} shub looks again every minute.`;
  await tellOperations({ cause: `channel.${channel}`, subject: `shub cannot post in ${channel}`, text }, services);
}
