import * as z from 'zod';
import { Notice } from './notice.ts';
import { Sweep } from './sweep.ts';

/** Standards that were switched on or off, followed until Security Hub has done it. */
const FollowStandards = z.object({
  kind: z.literal('follow standards'),
  standards: z.array(z.string()).min(1),
  until: z.enum(['ready', 'gone']),
});

/** Work that takes longer than one run of a function. It goes on from what it last wrote down, whoever takes it up. */
export const Job = z.object({
  id: z.string(),
  /** Slack user id. */
  who: z.string(),
  channel: z.string(),
  /** The message that shows how far it is. */
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
  startedAt: z.string(),
  /** When it must be looked at again, in ms since 1970. */
  dueAt: z.number(),
  /** Runs in a row that did not get any further. */
  tries: z.number().int(),
  /** `done`: all work is done and only showing it is left. */
  state: z.enum(['working', 'done', 'finished']),
  /** What its message shall show. */
  notice: Notice,
  work: z.discriminatedUnion('kind', [FollowStandards, Sweep]),
});
export type Job = z.infer<typeof Job>;
export type Work = Job['work'];
