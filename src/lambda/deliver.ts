import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { deliverChannel } from '../flows/delivery/deliver-channel.ts';
import type { Services } from '../flows/services.ts';
import { eachRecord } from './batch.ts';
import { onLambda } from './on-lambda.ts';

const Wake = z.object({ channel: z.string() });

/** Below the function's timeout of 60 s, with room for the last message's answer. */
const WORK_MS = 45_000;

/** A channel that was woken: its messages are made what its cards want. */
export const deliverHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRecord(event, services.log, (body) =>
      deliverChannel(Wake.parse(JSON.parse(body)).channel, services, new Date(services.now().getTime() + WORK_MS)),
    );

export const handler = onLambda(deliverHandler);
