import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Log } from '../flows/services.ts';

/** The how-manieth try of a message this is, from 1. */
export interface Attempt {
  number: number;
}

/** Works through an SQS batch; what failed, and only that, comes back to the queue. */
export async function eachRecord(
  event: SQSEvent,
  log: Log,
  work: (body: string, attempt: Attempt) => Promise<void>,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const one = async (record: SQSRecord): Promise<void> => {
    try {
      await work(record.body, { number: Number(record.attributes.ApproximateReceiveCount) });
    } catch (error) {
      log.error('message failed, it will be tried again', {
        message: record.messageId,
        received: record.attributes.ApproximateReceiveCount,
        error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        stack: error instanceof Error ? error.stack : undefined,
      });
      throw error;
    }
  };
  return processPartialResponse(event, one, processor, { throwOnFullBatchFailure: false });
}
