import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { carryOut } from '../flows/carry-out.ts';
import type { Services } from '../flows/services.ts';
import { eachRecord } from './batch.ts';
import { onLambda } from './on-lambda.ts';

/** What people asked for, out of the queue of the function that answered Slack. */
export const actionsHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRecord(event, services.log, (body) => carryOut(body, services));

export const handler = onLambda(actionsHandler);
