import * as z from 'zod';
import { Bulk } from './bulk.ts';
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
  /** The message in whose thread it says how far it is; without one it is said in the channel. */
  under: z.object({ channel: z.string(), ts: z.string() }).optional(),
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
  work: z.discriminatedUnion('kind', [FollowStandards, Sweep, Bulk]),
});
export type Job = z.infer<typeof Job>;
export type Work = Job['work'];

/** The function that may do what comes next of it: only `admin` may write SUPPRESSED, and `actions` every other status. */
export function functionFor(work: Work): 'actions' | 'admin' | 'reports' {
  if (work.kind !== 'bulk') return 'reports';
  const suppresses = work.stage === 'changing' ? work.order.action === 'suppress' : work.stage === 'undoing' && work.undo?.suppressing;
  return suppresses ? 'admin' : 'actions';
}
