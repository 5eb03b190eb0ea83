import * as z from 'zod';

const Json = z.record(z.string(), z.unknown());
const Message = z.strictObject({ channel: z.string(), ts: z.string() });
const as = z.string();

/** Everything that can be done on the page. A person's doings become the requests that Slack would send; there is no other way in. */
export const Command = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('look'),
    connection: z.string(),
    channel: z.string(),
    count: z.number().int().min(1).max(5000),
    thread: z.string().optional(),
  }),
  z.strictObject({ do: z.literal('read'), as, channel: z.string(), ts: z.string() }),
  z.strictObject({ do: z.literal('command'), as, channel: z.string(), text: z.string().startsWith('/').max(4000) }),
  z.strictObject({ do: z.literal('say'), as, channel: z.string(), text: z.string().min(1).max(40_000), thread: z.string().optional() }),
  z.strictObject({
    do: z.literal('act'),
    as,
    where: z.union([Message, z.strictObject({ view: z.string() })]),
    actionId: z.string(),
    blockId: z.string().optional(),
    value: Json.optional(),
  }),
  z.strictObject({ do: z.literal('submit'), as, values: z.record(z.string(), z.record(z.string(), Json)) }),
  z.strictObject({ do: z.literal('close'), as, all: z.boolean() }),
  z.strictObject({ do: z.literal('shortcut'), as, callbackId: z.string(), message: Message.optional() }),
  z.strictObject({ do: z.literal('home'), as }),
  z.strictObject({ do: z.literal('workflow'), finding: z.string(), status: z.enum(['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED']) }),
  z.strictObject({ do: z.literal('custom action'), finding: z.string(), name: z.string() }),
  z.strictObject({ do: z.literal('press'), button: z.string() }),
]);
export type Command = z.infer<typeof Command>;
