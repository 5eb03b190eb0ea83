import * as z from 'zod';
import type { ContainerConfig } from '../../src/config.ts';
import { KillPoint } from './kill-point.ts';

/** What the world says to the product's process. */
export const ToProduct = z.discriminatedUnion('do', [
  z.object({ do: z.literal('tell time'), now: z.number() }),
  z.object({ do: z.literal('wake'), sleeper: z.number(), now: z.number() }),
  z.object({ do: z.literal('tick'), number: z.number(), now: z.number() }),
  z.object({ do: z.literal('arm'), point: KillPoint }),
  z.object({ do: z.literal('say how busy'), number: z.number() }),
  z.object({ do: z.literal('measure'), number: z.number() }),
  z.object({ do: z.literal('stop') }),
]);
export type ToProduct = z.input<typeof ToProduct>;

/** What the product's process says to the world. */
export const FromProduct = z.discriminatedUnion('is', [
  z.object({ is: z.literal('ready'), requestUrl: z.string() }),
  z.object({ is: z.literal('asleep'), sleeper: z.number(), until: z.number() }),
  z.object({ is: z.literal('busy'), work: z.number(), number: z.number() }),
  z.object({ is: z.literal('ticked'), number: z.number() }),
  z.object({ is: z.literal('armed') }),
  z.object({ is: z.literal('frozen') }),
  z.object({ is: z.literal('told to stop') }),
  z.object({ is: z.literal('measured'), number: z.number(), heapBytes: z.number(), loopP99Ms: z.number() }),
  z.object({
    is: z.literal('log'),
    level: z.enum(['info', 'warn', 'error', 'count']),
    event: z.string(),
    facts: z.record(z.string(), z.unknown()),
  }),
]);
export type FromProduct = z.infer<typeof FromProduct>;

/** How the product is started: its settings, and where everything is. */
export const Start = z.object({
  now: z.number(),
  /** Its clock runs by itself, so many of its seconds in one of ours, and said `now` when ours said `when`. */
  running: z.object({ pace: z.number(), when: z.number() }).optional(),
  config: z.custom<ContainerConfig>(),
  endpoints: z.object({
    dynamodb: z.string(),
    eventBridge: z.string(),
    securityHub: z.string(),
    sns: z.string(),
    sqs: z.string(),
    ssm: z.string(),
  }),
});
export type Start = z.infer<typeof Start>;
