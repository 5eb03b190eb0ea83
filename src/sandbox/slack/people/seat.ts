import type { SlackAnswer, SlackChannel, SlackUser } from '../contract.ts';
import type { Workspace } from '../workspace.ts';
import type { AppLink, Delivery } from './app-link.ts';
import type { ResponseUrls } from './response-urls.ts';

/** A person in front of Slack, and what everything they do goes through. */
export interface Seat {
  user: SlackUser;
  workspace: Workspace;
  app: AppLink;
  urls: ResponseUrls;
}

export const TROUBLE = 'We had some trouble connecting. Try again?';

/** Nothing was sent: Slack's own client stopped it, or the app is not told of such things. */
export const NOT_SENT: SlackAnswer = { status: 0, took: 0, body: undefined };

/** The delivery as the person experiences it: Slack says something only when it failed. */
export function answered({ status, took, body, failure }: Delivery, toast = TROUBLE): SlackAnswer {
  return { status, took, body, ...(failure && { toast }) };
}

export function channelAt({ state }: Workspace, id: string): SlackChannel {
  const channel = state.channels.get(id);
  if (!channel) throw new Error(`No channel ${id} in this workspace`);
  return channel;
}
