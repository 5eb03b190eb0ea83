import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { carryOut } from '../flows/carry-out.ts';
import type { Services } from '../flows/services.ts';
import { eachRecord } from './batch.ts';
import { onLambda } from './on-lambda.ts';

/** After this many the message goes to the dead-letter queue (maxReceiveCount in infra/queues.yml). */
const MOST_TRIES = 5;

/** What people asked for, out of the queue of the function that answered Slack. */
export const actionsHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRecord(event, services.log, (body, { number }) => carryOut(body, services, { first: number === 1, last: number >= MOST_TRIES }));

export const handler = onLambda(actionsHandler);
