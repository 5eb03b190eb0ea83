import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Request } from '../domain/request.ts';
import type { Queues } from '../flows/services.ts';

export interface QueueUrls {
  wake: string;
  actions: string;
  admin: string;
  reports: string;
}

/** What the queue of the function that speaks to the outside brings. */
type Wake = { channel: string } | { card: string } | { twins: string } | { ticket: string } | { home: string } | { homes: true };

/** Work on its way between the functions. A send that fails throws: whoever relies on it must say that it is not done. */
export function queues(client: SQSClient, urls: QueueUrls): Queues {
  async function send(to: keyof QueueUrls, body: Wake | Request, delaySeconds: number): Promise<void> {
    await client.send(
      new SendMessageCommand({
        QueueUrl: urls[to],
        MessageBody: JSON.stringify(body),
        DelaySeconds: Math.min(Math.max(Math.ceil(delaySeconds), 0), 900),
      }),
    );
  }
  const toDeliver = (body: Wake, delaySeconds = 0) => send('wake', body, delaySeconds);

  return {
    wake: (channel, delaySeconds = 0) => toDeliver({ channel }, delaySeconds),
    sendOut: (card, delaySeconds = 0) => toDeliver({ card }, delaySeconds),
    removeTwins: (twins) => toDeliver({ twins }),
    settle: (ticket) => toDeliver({ ticket }),
    drawHome: (home, delaySeconds = 0) => toDeliver({ home }, delaySeconds),
    drawHomes: (delaySeconds) => toDeliver({ homes: true }, delaySeconds),
    request: (request, to, delaySeconds = 0) => send(to, request, delaySeconds),
  };
}
