import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Services } from '../flows/services.ts';
import { takeInEvent } from '../flows/take-in-event.ts';
import { wakeChannels } from '../flows/wake-channels.ts';
import { eachRecord } from './batch.ts';
import { onLambda } from './on-lambda.ts';

/** EventBridge's Security Hub events, out of their queue: written down, judged, and their channels woken once per batch. */
export const findingsHandler =
  (services: Services) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const wake = new Set<string>();
    const response = await eachRecord(event, services.log, async (body) => {
      for (const channel of await takeInEvent(body, services)) wake.add(channel);
    });
    await wakeChannels(wake, services);
    return response;
  };

export const handler = onLambda(findingsHandler);
