import { App, LogLevel, type Receiver } from '@slack/bolt';
import type { Log } from '../flows/services.ts';
import { boltLogger } from './bolt-logger.ts';

interface SlackAppOptions {
  receiver: Receiver;
  botToken: string;
  /** With both ids given Bolt never asks Slack who it is. */
  botId: string;
  botUserId: string;
  log: Log;
}

/** Bolt, reduced to what we want of it: finding the listener. It calls nobody, remembers nothing and quotes nothing in the log. */
export function slackApp({ receiver, botToken, botId, botUserId, log }: SlackAppOptions): App {
  const app = new App({
    receiver,
    authorize: () => Promise.resolve({ botToken, botId, botUserId }),
    processBeforeResponse: true,
    convoStore: false,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
  });
  // What gets this far could not be said to the person; the receiver then answers so that Slack says it.
  app.error((error) => Promise.reject(error));
  return app;
}
