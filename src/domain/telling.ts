import * as z from 'zod';

/** Words that could not be said to somebody: how often that was tried, and when it is tried next (ISO 8601). */
export const Telling = z.object({ tries: z.number().int(), at: z.string() });
export type Telling = z.infer<typeof Telling>;

/** After a minute, and then after twice as long each time: ten times in seventeen hours. Slack is back by then, or the person is gone. */
const FIRST_WAIT_MS = 60_000;
const MOST_TRIES = 10;

/** Longer than a queue brings a message by itself; whoever was handed it has told them by then, or has died. */
const HANDED_OUT_MS = 20 * 60_000;

/** After one more try that failed; undefined when that was the last. */
export function afterTry(telling: Telling | undefined, now: Date): Telling | undefined {
  const tries = (telling?.tries ?? 0) + 1;
  return tries >= MOST_TRIES ? undefined : { tries, at: later(now, FIRST_WAIT_MS * 2 ** (tries - 1)) };
}

/** While somebody is at it. */
export const handedOut = (telling: Telling | undefined, now: Date): Telling => ({
  tries: telling?.tries ?? 0,
  at: later(now, HANDED_OUT_MS),
});

const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
