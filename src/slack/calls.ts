import type { WebClient } from '@slack/web-api';
import type { Chat, Outcome } from '../flows/services.ts';
import type { Message } from './views/block-kit.ts';
import { callMessage } from './views/call.ts';
import { findingCard } from './views/finding-card.ts';

interface Speaking {
  client: WebClient;
  attempt(call: () => Promise<{ ts?: string }>): Promise<Outcome>;
  /** What every message of ours has besides its content. */
  with(token: string): object;
}

/** Calling people to a card: where others see it too, and one by one. */
export function slackCalls({ client, attempt, with: besides }: Speaking): Pick<Chat, 'call' | 'direct'> {
  return {
    call: ({ channel, thread, broadcast = false }, call, token) => {
      const message = { channel, ...callMessage(call, { below: thread !== undefined, broadcast }), ...besides(token) };
      const send = client.chat.postMessage.bind(client.chat);
      return attempt(() => (thread === undefined ? send(message) : send({ ...message, thread_ts: thread, reply_broadcast: broadcast })));
    },

    direct: (who, face, call, token) =>
      attempt(async () => {
        const { channel } = await client.conversations.open({ users: who });
        if (!channel?.id) throw new Error('Slack opened a direct message without an id');
        const card = face.kind === 'problem' ? findingCard(face) : undefined;
        return client.chat.postMessage({ channel: channel.id, ...above(callMessage(call, { below: false }), card), ...besides(token) });
      }),
  };
}

/** The call, and under it the card with its buttons. */
const above = (call: Message, card: Message | undefined): Message =>
  card ? { text: call.text, blocks: [...call.blocks, ...card.blocks], attachments: card.attachments } : call;
