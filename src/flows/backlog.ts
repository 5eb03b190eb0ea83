import type { Answer } from '../domain/answer.ts';
import { type Backlog, backlogIn } from '../domain/backlog.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'cards' | 'channels' | 'now'>;

/** More are not counted one by one. */
const MOST = 20_000;

/** What waits for its first message, in the channel or in all of them, as the index has it: it may lag. */
export async function backlogOf({ cards, channels, now }: Needs, channel?: string): Promise<{ backlog?: Backlog }> {
  const places = channel === undefined ? (await channels.all()).map((state) => state.channel) : [channel];
  const waiting = await Promise.all(places.map((place) => cards.waiting(place, MOST)));
  const backlog = backlogIn(waiting.flat(), now());
  return backlog ? { backlog } : {};
}

/** The answer, and under it what waits: whoever asks while it does must not take what they see in Slack for all there is. */
export const withBacklog = async (answer: Answer, services: Needs): Promise<Answer> => ({ ...answer, ...(await backlogOf(services)) });
