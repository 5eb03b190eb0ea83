import type { WebClient } from '@slack/web-api';
import type { Secret, Services } from '../flows/services.ts';
import { slackApp } from './app.ts';
import { slackModals } from './modals.ts';
import { type HttpReceiver, slackReceiver } from './receiver.ts';
import { register } from './register.ts';
import { voice } from './speak.ts';

interface FrontOptions {
  botToken: string;
  signingSecrets: readonly Secret[];
  botId: string;
  botUserId: string;
  appId: string;
  teamId: string;
  /** Gives up within 1.5 s and never tries again: Slack waits 3 s for all of it. */
  client: WebClient;
}

/** What answers Slack: every request verified, told apart, authorised and made durable before it is answered. */
export function slackFront(options: FrontOptions, services: Services): HttpReceiver {
  const modals = slackModals(options.client);
  const says = voice({ chat: services.chat, modals });
  const receiver = slackReceiver({ ...services, signingSecrets: options.signingSecrets, speak: says.speak });
  const app = slackApp({ ...options, receiver, log: services.log });
  register(app, { appId: options.appId, teamId: options.teamId, voice: says, services: { ...services, modals } });
  return receiver;
}
