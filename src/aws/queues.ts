import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Queues } from '../flows/services.ts';

export interface QueueUrls {
  wake: string;
  actions: string;
  admin: string;
  reports: string;
}

/** Work on its way between the functions. A send that fails throws: whoever relies on it must say that it is not done. */
export function queues(client: SQSClient, urls: QueueUrls): Queues {
  async function toDeliver(body: { channel: string } | { card: string } | { ticket: string }, delaySeconds = 0): Promise<void> {
    await client.send(
      new SendMessageCommand({
        QueueUrl: urls.wake,
        MessageBody: JSON.stringify(body),
        DelaySeconds: Math.min(Math.max(Math.ceil(delaySeconds), 0), 900),
      }),
    );
  }

  return {
    wake: (channel, delaySeconds = 0) => toDeliver({ channel }, delaySeconds),
    sendOut: (card, delaySeconds = 0) => toDeliver({ card }, delaySeconds),
    settle: (ticket) => toDeliver({ ticket }),
    async request(request, to) {
      await client.send(new SendMessageCommand({ QueueUrl: urls[to], MessageBody: JSON.stringify(request) }));
    },
  };
}
