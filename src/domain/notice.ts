import * as z from 'zod';

/**
 * Something shub says to a channel that is not about one finding, such as work that goes on for minutes: then the same
 * message is amended in place. All of it is plain text.
 */
export const Notice = z.object({
  tone: z.enum(['info', 'working', 'good', 'bad']),
  title: z.string(),
  /** At most 20 are shown. */
  lines: z.array(z.string()),
  progress: z.object({ done: z.number(), of: z.number() }).optional(),
  /** Slack user id of whoever asked for it. */
  by: z.string().optional(),
  /** The job that can still be taken back by a button under it. */
  undo: z.string().optional(),
  link: z.object({ text: z.string(), url: z.string() }).optional(),
});
export type Notice = z.infer<typeof Notice>;
