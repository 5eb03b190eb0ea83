import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { reportsDuties } from '../flows/duties/reports.ts';
import type { Services } from '../flows/services.ts';
import { onLambda } from './on-lambda.ts';
import { eachRequest } from './requests.ts';

/** Questions that read much of Security Hub, and jobs: what may take minutes must not hold up a press. */
export const reportsHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRequest(event, reportsDuties, services);

export const handler = onLambda(reportsHandler);
