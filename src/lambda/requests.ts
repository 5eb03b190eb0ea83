import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { carryOut, type Duties } from '../flows/carry-out.ts';
import type { Services } from '../flows/services.ts';
import { eachRecord } from './batch.ts';

/** After this many the message goes to the dead-letter queue (maxReceiveCount in infra/queues.yml). */
const MOST_TRIES = 5;

/** Carries out what the queue of a function brings, as far as it is among the duties of that function. */
export const eachRequest = (event: SQSEvent, duties: Duties, services: Services): Promise<SQSBatchResponse> =>
  eachRecord(event, services.log, (body, { number }) =>
    carryOut(body, duties, services, { first: number === 1, last: number >= MOST_TRIES }),
  );
