import type { Clock } from '../clock.ts';
import type { FaultScript, WireCall } from '../wire.ts';

/** Blocks and views travel through the emulator as Slack's JSON; who needs a field of one reads it with care. */
export type Json = Record<string, unknown>;

export interface SlackUser {
  id: string;
  name: string;
  real_name: string;
  email: string;
  team: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  tz?: string;
}

export interface SlackChannel {
  id: string;
  name: string;
  topic: string;
  /** `im`: a direct message; its members are the person and the bot. */
  kind: 'public' | 'private' | 'im';
  members: string[];
  archived: boolean;
  /** Shared with another organisation. */
  shared: boolean;
}

export interface SlackMessage {
  channel: string;
  ts: string;
  thread_ts?: string;
  /** A thread reply also shown in the channel. */
  broadcast?: boolean;
  user: string;
  text: string;
  blocks: Json[];
  attachments: Json[];
  metadata?: { event_type: string; event_payload: Json };
  edited?: string;
  deleted?: boolean;
  /** Only this person sees it. */
  ephemeralFor?: string;
  files?: string[];
}

export interface SlackView {
  id: string;
  type: 'modal' | 'home';
  user: string;
  hash: string;
  root: string;
  previous?: string;
  /** As the app sent it, with `state.values` filled in by what the person typed. */
  view: Json;
  /** By block_id: what a `response_action: errors` answer said. */
  errors: Record<string, string>;
}

export interface SlackFile {
  id: string;
  name: string;
  title: string;
  mimetype: string;
  alt?: string;
  content: Buffer;
}

export interface SlackBookmark {
  id: string;
  title: string;
  link: string;
  emoji: string;
}

/** Everything in the workspace now. Read it, do not write to it. */
export interface SlackState {
  team: { id: string; name: string; domain: string };
  bot: { userId: string; botId: string; appId: string; name: string };
  users: Map<string, SlackUser>;
  groups: Map<string, { id: string; handle: string; name: string; users: string[] }>;
  channels: Map<string, SlackChannel>;
  /** By channel, oldest first, thread replies, deleted and ephemeral ones included. */
  messages: Map<string, SlackMessage[]>;
  /** By user: the modal stack, the topmost last. */
  modals: Map<string, SlackView[]>;
  homes: Map<string, SlackView>;
  files: Map<string, SlackFile>;
  /** By channel, in the order they were added. */
  bookmarks: Map<string, SlackBookmark[]>;
}

/** What the app answered to something a person did, and what Slack made of it. */
export interface SlackAnswer {
  status: number;
  /** Milliseconds of real time it took. */
  took: number;
  body: unknown;
  /** Slack's own words to the person when the app failed or took over three seconds. */
  toast?: string;
}

/** A person in front of Slack. Everything done here becomes the signed HTTP request that Slack would send. */
export interface SlackPerson {
  readonly id: string;
  /** A slash command typed in a channel, such as `/shub report days=7`. */
  command(channel: string, text: string): Promise<SlackAnswer>;
  /** A button, menu or picker of a message or of the person's topmost modal or Home. Confirm dialogs are taken as confirmed. */
  act(
    where: { channel: string; ts: string } | { view: string },
    action: { actionId: string; blockId?: string; value?: Json },
  ): Promise<SlackAnswer>;
  /** Submits the topmost modal. `values[block_id][action_id]` holds Slack's state of an input, such as `{type, value}`. */
  submit(values?: Record<string, Record<string, Json>>): Promise<SlackAnswer>;
  /** Closes the topmost modal, or the whole stack. */
  close(options?: { all?: boolean }): Promise<void>;
  shortcut(callbackId: string, message?: { channel: string; ts: string }): Promise<SlackAnswer>;
  openHome(): Promise<SlackAnswer>;
  /** Writes a message (in a thread, if `threadTs`), as the events API reports it. */
  says(channel: string, text: string, threadTs?: string): Promise<SlackAnswer>;
  /** The messages of a channel that this person can see: not deleted, ephemerals only if theirs. Thread replies included. */
  sees(channel: string): SlackMessage[];
  /** Their modal stack, the topmost last. */
  modals(): SlackView[];
}

export interface SlackEmulator {
  /** For SLACK_API_URL: ends in `/api/`. */
  apiUrl: string;
  state: SlackState;
  faults: FaultScript;
  calls: WireCall[];
  /** Web API calls under way, plus requests to the app not answered yet. */
  busy(): number;
  as(userId: string): SlackPerson;
  /** Where interactions, commands and events are sent; known only once the app listens. */
  connect(requestUrl: string): void;
  /** Sends a raw, already formed body with a valid signature (or with the headers given instead): for replays and forgeries. */
  deliver(body: string, headers: Record<string, string>): Promise<SlackAnswer>;
  /** The last request sent to the app: body and headers, to be replayed. */
  lastRequest(): { body: string; headers: Record<string, string> } | undefined;
  /** Told after every change of the state; returns how to stop listening. */
  onChange(listener: (change: SlackChange) => void): () => void;
  /** Turns rate limits as documented on (the default) or off. */
  limits: { on: boolean };
  /** Revokes or restores the bot's token, archives channels and so on happen by changing these. */
  token: { value: string; revoked: boolean; scopes: string[] };
  /** What requests to the app are signed with; regenerated by changing it. */
  signing: { secret: string };
  stop(): Promise<void>;
}

export type SlackChange =
  | { kind: 'message' | 'message changed' | 'message deleted'; channel: string; ts: string }
  | { kind: 'view'; user: string }
  | { kind: 'home'; user: string }
  | { kind: 'channel'; channel: string };

export interface SlackEmulatorOptions {
  clock: Clock;
  port?: number;
  signingSecret: string;
  botToken: string;
  /** The scopes that the token has, which each answer tells. None is ever missed: which method needs which is not emulated. */
  scopes?: readonly string[];
  team: { id: string; name: string; domain: string };
  /** The installed app's bot; sensible ids when absent. */
  bot?: Partial<SlackState['bot']>;
  users: SlackUser[];
  channels: (Pick<SlackChannel, 'id' | 'name'> & Partial<SlackChannel>)[];
  groups: { id: string; handle: string; name: string; users: string[] }[];
}
