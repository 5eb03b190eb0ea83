import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Log } from '../flows/services.ts';

const Answer = z.object({ headers: z.object({ date: z.string() }) });

/** The time in an answer is cut to the second. */
const CUT_MS = 999;

/** A clock that is found to be off by this much is worth telling. */
const WRONG_MS = 5_000;

/**
 * The time that all who share the table agree on, to a second and the time a call takes, whatever their own clocks say: each answer
 * of DynamoDB carries its time, and `now` is moved by no more than an answer proves it wrong. Until the first one it is as it was.
 */
export function tableTime(client: DynamoDBClient, { now, log }: { now: () => Date; log: Log }): () => Date {
  let off = 0;

  function learn(asked: number, date: string): void {
    const said = Date.parse(date);
    const least = said - now().getTime();
    const most = said + CUT_MS - asked;
    // No date, or our own clock was set meanwhile: this proves nothing.
    if (!(least <= most)) return;
    const right = Math.min(Math.max(off, least), most);
    if (Math.abs(right - off) >= WRONG_MS) {
      log.warn('the clock of this machine is wrong, and is not gone by', { secondsAhead: Math.round(-right / 1000) });
      log.count('WrongClocks');
    }
    off = right;
  }

  client.middlewareStack.add(
    (next) => async (args) => {
      const asked = now().getTime();
      const result = await next(args);
      const answer = Answer.safeParse(result.response);
      if (answer.success) learn(asked, answer.data.headers.date);
      return result;
    },
    // Innermost: each try by itself, and also those whose answer is a refusal.
    { step: 'deserialize', priority: 'low', name: 'tableTime' },
  );
  return () => new Date(now().getTime() + off);
}
