import { resolved } from './aws/parameters.ts';
import type { Config } from './config.ts';
import type { Log, Services } from './flows/services.ts';
import { slackFront } from './slack/front.ts';
import type { HttpReceiver } from './slack/receiver.ts';
import { startSocket } from './slack/socket.ts';
import { slackClient } from './wiring.ts';

/** What answers Slack, wired. Apart from the rest of the wiring because it brings Bolt along, which no worker needs to load. */
export async function wireFront({ slack, ...config }: Config, services: Services): Promise<HttpReceiver> {
  const [client, ...signingSecrets] = await Promise.all([
    slackClient({ slack, ...config }, services.log, { hurried: true }),
    ...slack.signingSecrets.map(resolved),
  ]);
  const { botId, botUserId, appId, teamId } = slack;
  // Bolt wants a token to hand to listeners; ours never use it.
  return slackFront({ botToken: 'xoxb-not-used', signingSecrets, botId, botUserId, appId, teamId, client }, services);
}

/** Slack's requests over a WebSocket of ours when the settings have an app token; undefined when they come over HTTP. */
export async function wireSocket({ slack }: Config, front: HttpReceiver, log: Log): Promise<{ stop(): Promise<void> } | undefined> {
  if (slack.appToken === undefined) return undefined;
  const appToken = await resolved(slack.appToken);
  return startSocket({ appToken, front, log, ...(slack.apiUrl && { apiUrl: slack.apiUrl }) });
}
