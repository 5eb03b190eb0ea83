import { slackHandler } from '../slack/http-event.ts';
import { wireFront } from '../wiring-front.ts';
import { onLambda } from './on-lambda.ts';

/** Slack's requests, through a function URL: each is verified, authorised, made durable and only then answered. */
export const handler = onLambda((services, config) => slackHandler(wireFront(config, services)), { hurried: true });
