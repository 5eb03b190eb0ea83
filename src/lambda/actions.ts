import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { actionsDuties } from '../flows/duties/actions.ts';
import type { Services } from '../flows/services.ts';
import { onLambda } from './on-lambda.ts';
import { eachRequest } from './requests.ts';

/** What people pressed and asked for, out of the queue of the function that answered Slack. */
export const actionsHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRequest(event, actionsDuties, services);

export const handler = onLambda(actionsHandler);
