import type { Outcome, Services } from './services.ts';

/** Longer than looking and saying take together; whoever took longer was asleep, and another may have taken over meanwhile. */
const ASLEEP_MS = 15_000;

export interface Saying {
  channel: string;
  /** Messages of ours that carry the same token, the oldest first. Throws ReadingFailed. */
  said(): Promise<string[]>;
  say(): Promise<Outcome>;
  /** Nobody has tried before, so it is not looked for first. */
  firstTry?: boolean;
}

/**
 * Says something unless it has been said: whoever died between saying it and writing that down does not say it again. Whoever slept
 * in the middle of this and finds that another has said it meanwhile takes their own away. `ok` tells of the one that is there.
 */
export async function sayOnce(
  { channel, said, say, firstTry = false }: Saying,
  { chat, log, now }: Pick<Services, 'chat' | 'log' | 'now'>,
): Promise<Outcome> {
  const began = now().getTime();
  const [before] = firstTry ? [] : await said();
  if (before !== undefined) return { kind: 'ok', ts: before };
  const outcome = await say();
  if (outcome.kind !== 'ok' || now().getTime() < began + ASLEEP_MS) return outcome;
  const [first = outcome.ts] = await said();
  if (first === outcome.ts) return outcome;
  const removed = await chat.remove(channel, outcome.ts);
  log.warn('said by another meanwhile', { channel, removed: removed.kind === 'ok' });
  log.count(removed.kind === 'ok' ? 'TwinsRemoved' : 'TwinsNotRemoved');
  return { kind: 'ok', ts: first };
}
