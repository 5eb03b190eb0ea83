import type { Document } from 'yaml';

export interface Variant {
  /** Where Slack sends requests, such as `https://abc.lambda-url.eu-west-1.on.aws`; absent: the placeholder stays. */
  url?: string | undefined;
  /** Slack is asked for requests over a socket, so no address is needed. */
  socketMode?: boolean | undefined;
  /** A second installation in the same workspace, with a name and a command of its own. */
  stage?: string | undefined;
}

const COMMAND = ['features', 'slash_commands', 0];
const REQUEST_URLS = [
  ['settings', 'interactivity', 'request_url'],
  ['settings', 'event_subscriptions', 'request_url'],
];

/** Makes the manifest the one that is wanted, keeping its comments. Throws when the variant cannot be. */
export function makeVariant(manifest: Document.Parsed, { url, socketMode = false, stage }: Variant): void {
  if (url !== undefined && socketMode) throw new Error('With --socket-mode Slack needs no --url: give one of them.');
  if (url !== undefined) {
    const address = requestUrl(url);
    manifest.setIn([...COMMAND, 'url'], address);
    for (const path of REQUEST_URLS) manifest.setIn(path, address);
  }
  if (socketMode) {
    manifest.deleteIn([...COMMAND, 'url']);
    for (const path of REQUEST_URLS) manifest.deleteIn(path);
    manifest.setIn(['settings', 'socket_mode_enabled'], true);
  }
  if (stage !== undefined) {
    if (!/^[a-z0-9][a-z0-9-]{0,20}$/.test(stage)) throw new Error(`A stage is small letters, digits and dashes, not "${stage}".`);
    manifest.setIn(['display_information', 'name'], `shub ${stage}`);
    manifest.setIn(['features', 'bot_user', 'display_name'], `shub ${stage}`);
    manifest.setIn([...COMMAND, 'command'], `/shub-${stage}`);
  }
}

/** The path that shub listens at, on whatever host is given. */
function requestUrl(text: string): string {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:')
    throw new Error(`Slack sends requests to https addresses only, not to "${text}".`);
  return new URL('/slack/events', text).href;
}
