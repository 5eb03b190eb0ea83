import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Log } from '../flows/services.ts';

export interface Poller {
  /** Batches being worked on. */
  busy(): number;
  /** Takes nothing more and resolves when what was begun is finished. */
  stop(): Promise<void>;
}

interface PollerOptions {
  region: string;
  queueUrl: string;
  endpoint?: string;
  handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** Messages taken at once, and batches worked on at once. */
  batch: number;
  atOnce: number;
  log: Log;
}

const LONG_POLL_SECONDS = 20;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/** What Lambda's event source mapping does, for the container: the same handler gets the same event, and what it does not report as failed is deleted. */
export function startPoller({ region, queueUrl, endpoint, handler, batch, atOnce, log }: PollerOptions): Poller {
  const client = new SQSClient({
    region,
    ...(endpoint && { endpoint }),
    requestHandler: { connectionTimeout: 1_000, requestTimeout: (LONG_POLL_SECONDS + 5) * 1_000, throwOnRequestTimeout: true },
  });
  const stopping = new AbortController();
  const working = new Set<Promise<void>>();

  async function work(event: SQSEvent): Promise<void> {
    const { batchItemFailures } = await handler(event);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const done = event.Records.filter(({ messageId }) => !failed.has(messageId));
    if (done.length === 0) return;
    await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: done.map(({ receiptHandle }, i) => ({ Id: String(i), ReceiptHandle: receiptHandle })),
      }),
    );
  }

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      while (working.size >= atOnce) await Promise.race(working);
      try {
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl: queueUrl,
            MaxNumberOfMessages: batch,
            WaitTimeSeconds: LONG_POLL_SECONDS,
            MessageSystemAttributeNames: ['All'],
          }),
          { abortSignal: stopping.signal },
        );
        if (Messages.length === 0) continue;
        const begun: Promise<void> = work(asEvent(Messages))
          .catch((error: unknown) => log.error('batch failed', { queue: queueUrl, error: String(error) }))
          .finally(() => working.delete(begun));
        working.add(begun);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error('queue not read', { queue: queueUrl, error: String(error) });
        await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE_MS));
      }
    }
  }

  const polling = poll();
  return {
    busy: () => working.size,
    async stop() {
      stopping.abort();
      await polling;
      await Promise.all(working);
      client.destroy();
    },
  };
}

type Received = { MessageId?: string; ReceiptHandle?: string; Body?: string; Attributes?: Partial<Record<string, string>> };

function asEvent(messages: readonly Received[]): SQSEvent {
  return {
    Records: messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
        SentTimestamp: Attributes.SentTimestamp ?? '0',
        SenderId: Attributes.SenderId ?? '',
        ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    })),
  };
}
