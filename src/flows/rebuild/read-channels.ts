import type { Policy } from '../../domain/policy.ts';
import type { OurMessage } from '../../domain/recovery/standing-message.ts';
import { ReadingFailed } from '../delivery/reading-failed.ts';
import type { Services } from '../services.ts';

/** conversations.history takes fifty calls a minute (https://docs.slack.dev/apis/web-api/rate-limits). */
const PACE_MS = 1_300;

/** How often one page is asked for before the channel counts as unreadable. */
const MOST_TRIES = 10;
const TRY_AGAIN_MS = 5_000;

export interface ReadChannel {
  channel: string;
  messages: OurMessage[];
  /** Why it could not be read to its end. */
  unreadable?: string;
}

/** Every channel that the policy names. */
export const channelsOf = ({ routes, defaultChannel, fallbackChannel }: Policy): string[] => [
  ...new Set([...routes.map(({ channel }) => channel), defaultChannel, fallbackChannel].filter((channel) => channel !== undefined)),
];

/** All messages of ours in these channels, each read to its beginning, no faster than Slack allows. */
export async function readChannels(
  channels: readonly string[],
  services: Pick<Services, 'chat' | 'sleep'>,
  told: (channel: string, messages: number) => void,
): Promise<ReadChannel[]> {
  const read: ReadChannel[] = [];
  for (const channel of channels) {
    const found: ReadChannel = { channel, messages: [] };
    read.push(found);
    let cursor: string | undefined;
    do {
      const page = await pageOf(channel, cursor, services);
      if ('unreadable' in page) {
        found.unreadable = page.unreadable;
        break;
      }
      found.messages.push(...page.messages);
      told(channel, found.messages.length);
      cursor = page.next;
      await services.sleep(PACE_MS);
    } while (cursor !== undefined);
  }
  return read;
}

async function pageOf(
  channel: string,
  cursor: string | undefined,
  { chat, sleep }: Pick<Services, 'chat' | 'sleep'>,
): Promise<{ messages: OurMessage[]; next?: string } | { unreadable: string }> {
  for (let tries = 1; ; tries++) {
    try {
      return await chat.ours(channel, cursor);
    } catch (error) {
      if (!(error instanceof ReadingFailed)) throw error;
      const { failure } = error;
      if (failure.kind === 'permanent' || tries >= MOST_TRIES) return { unreadable: failure.error };
      await sleep(failure.kind === 'not sent' ? failure.retryAfter * 1000 : TRY_AGAIN_MS);
    }
  }
}
