import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { deliverChannel } from '../flows/delivery/deliver-channel.ts';
import { removeTwins } from '../flows/delivery/look-up-card.ts';
import { drawHome, drawHomes } from '../flows/home/draw-home.ts';
import { sendOut } from '../flows/outgoing/send-out.ts';
import type { Services } from '../flows/services.ts';
import { settleTicket } from '../flows/tickets/settle-ticket.ts';
import { eachRecord } from './batch.ts';
import { onLambda } from './on-lambda.ts';

const Wake = z.union([
  z.object({ channel: z.string() }),
  z.object({ card: z.string() }),
  z.object({ twins: z.string() }),
  z.object({ ticket: z.string() }),
  z.object({ home: z.string() }),
  z.object({ homes: z.literal(true) }),
]);

/** Below the function's timeout of 60 s, with room for the last message's answer. */
const WORK_MS = 45_000;

/** A channel that was woken: its messages are made what its cards want. A card or a ticket that has something to tell the outside. A card whose message may have a copy. A Home to draw. */
export const deliverHandler =
  (services: Services) =>
  (event: SQSEvent): Promise<SQSBatchResponse> =>
    eachRecord(event, services.log, (body) => {
      const wake = Wake.parse(JSON.parse(body));
      if ('card' in wake) return sendOut(wake.card, services);
      if ('twins' in wake) return removeTwins(wake.twins, services);
      if ('ticket' in wake) return settleTicket(wake.ticket, services);
      if ('home' in wake) return drawHome(wake.home, { spare: true }, services);
      if ('homes' in wake) return drawHomes(services);
      return deliverChannel(wake.channel, services, new Date(services.now().getTime() + WORK_MS));
    });

export const handler = onLambda(deliverHandler);
