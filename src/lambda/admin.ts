import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { adminDuties } from '../flows/duties/admin.ts';
import type { Services } from '../flows/services.ts';
import { onLambda } from './on-lambda.ts';
import { eachRequest } from './requests.ts';

/** Suppressions and everything else that only administrators ask for, under the only role that may do them. */
export const adminHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRequest(event, adminDuties, services);

export const handler = onLambda(adminHandler);
