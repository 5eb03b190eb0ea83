import type { Endpoints } from './aws/clients.ts';
import type { Config } from './config.ts';
import type { Services } from './flows/services.ts';
import { slackFront } from './slack/front.ts';
import type { HttpReceiver } from './slack/receiver.ts';
import { startSocket } from './slack/socket.ts';
import { secretFor, slackClient } from './wiring.ts';

/** What answers Slack, wired. Apart from the rest of the wiring because it brings Bolt along, which no worker needs to load. */
export function wireFront(config: Config, services: Services, { endpoints }: { endpoints?: Endpoints } = {}): HttpReceiver {
  const surroundings = { log: services.log, now: services.now, hurried: true, ...(endpoints && { endpoints }) };
  const client = slackClient(config, surroundings);
  const signingSecrets = config.slack.signingSecrets.map(secretFor(config, surroundings));
  const { botId, botUserId, appId, teamId } = config.slack;
  // Bolt wants a token to hand to listeners; ours never use it.
  return slackFront({ botToken: 'xoxb-not-used', signingSecrets, botId, botUserId, appId, teamId, client }, services);
}

/** Slack's requests over a WebSocket of ours when the settings have an app token; undefined when they come over HTTP. */
export async function wireSocket(
  config: Config,
  front: HttpReceiver,
  log: Services['log'],
): Promise<{ stop(): Promise<void> } | undefined> {
  const { appToken, apiUrl, connections } = config.slack;
  if (appToken === undefined) return undefined;
  const token = await secretFor(config, { log })(appToken).renewed(Infinity);
  if (!token) throw new Error('SLACK_APP_TOKEN cannot be read from SSM');
  return startSocket({ appToken: token, front, atMost: connections, log, ...(apiUrl && { apiUrl }) });
}
