import { resolved } from './aws/parameters.ts';
import type { Config } from './config.ts';
import type { Services } from './flows/services.ts';
import { slackFront } from './slack/front.ts';
import type { HttpReceiver } from './slack/receiver.ts';
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
