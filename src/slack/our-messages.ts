import type { WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { OurMessage } from '../domain/recovery/standing-message.ts';
import type { Chat } from '../flows/services.ts';
import { parsePressedCard } from './button-value.ts';
import { SHOW_ID } from './views/ids.ts';

const Ours = z.object({
  ts: z.string(),
  metadata: z.object({
    event_type: z.literal('shub_card'),
    event_payload: z.object({ token: z.string(), card: z.string().optional() }),
  }),
  blocks: z.unknown().optional(),
  attachments: z.unknown().optional(),
});

const Pressable = z.object({ action_id: z.string(), value: z.string() });

/** Slack's largest recommended page (https://docs.slack.dev/reference/methods/conversations.history). */
const PAGE = 200;

/** A page of a channel's messages that are cards, sheets or summaries of ours, the newest first; how to read on, if there is more. */
export function ourMessages(client: WebClient, reading: <T>(read: () => Promise<T>) => Promise<T>): Pick<Chat, 'ours' | 'ourMessage'> {
  return {
    ours: (channel, cursor) =>
      reading(async () => {
        const page = await client.conversations.history({ channel, include_all_metadata: true, limit: PAGE, ...(cursor && { cursor }) });
        const next = page.response_metadata?.next_cursor;
        return { messages: (page.messages ?? []).flatMap((message) => ours(channel, message)), ...(next && { next }) };
      }),

    ourMessage: (channel, ts) =>
      reading(async () => {
        // The first of a thread is the message that it hangs under.
        const { messages = [] } = await client.conversations.replies({ channel, ts, include_all_metadata: true, limit: 1 });
        return messages.filter((message) => message.ts === ts).flatMap((message) => ours(channel, message))[0];
      }),
  };
}

function ours(channel: string, message: unknown): OurMessage[] {
  const parsed = Ours.safeParse(message);
  if (!parsed.success) return [];
  const { ts, metadata, blocks, attachments } = parsed.data;
  const { token, card } = metadata.event_payload;
  const buttons = buttonsIn([blocks, attachments]);
  const versions = buttons.flatMap(({ value }) => parsePressedCard(value) ?? []).filter((pressed) => pressed.card === card);
  const lists = buttons.filter(({ action_id }) => action_id === SHOW_ID).map(({ value }) => value);
  return [
    {
      channel,
      ts,
      token,
      lists,
      ...(card !== undefined && { card }),
      ...(versions.length > 0 && { actionVersion: Math.max(...versions.map(({ actionVersion }) => actionVersion)) }),
    },
  ];
}

/** The key of the card that a message as Slack sends it is: as its metadata or, where Slack leaves that out, its buttons say. */
export function cardOfMessage(message: { metadata?: unknown; blocks?: unknown; attachments?: unknown }): string | undefined {
  const metadata = Ours.shape.metadata.safeParse(message.metadata).data;
  const pressable = buttonsIn([message.blocks, message.attachments]).flatMap(({ value }) => parsePressedCard(value) ?? []);
  return metadata?.event_payload.card ?? pressable[0]?.card;
}

/** Wherever they are in a message. */
function buttonsIn(part: unknown): z.infer<typeof Pressable>[] {
  if (typeof part !== 'object' || part === null) return [];
  const button = Pressable.safeParse(part);
  return button.success ? [button.data] : Object.values(part).flatMap(buttonsIn);
}
