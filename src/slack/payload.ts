import * as z from 'zod';
import type { Aside } from '../domain/seen.ts';

const team = z.object({ id: z.string() }).nullish();
const user = z.object({ id: z.string(), team_id: z.string().optional() });
const view = z.object({
  id: z.string(),
  type: z.string().default('modal'),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
});

const SlashCommand = z
  .object({
    command: z.string(),
    text: z.string().default(''),
    user_id: z.string(),
    team_id: z.string(),
    api_app_id: z.string(),
    channel_id: z.string(),
    trigger_id: z.string().default(''),
    response_url: z.string().optional(),
  })
  .transform((body) => ({
    kind: 'command' as const,
    id: body.command,
    who: body.user_id,
    team: body.team_id,
    app: body.api_app_id,
    channel: body.channel_id,
    trigger: body.trigger_id,
    responseUrl: body.response_url,
    text: body.text,
  }));

const BlockActions = z
  .object({
    type: z.literal('block_actions'),
    user,
    team,
    api_app_id: z.string(),
    trigger_id: z.string(),
    channel: z.object({ id: z.string() }).optional(),
    response_url: z.string().optional(),
    container: z.object({ is_ephemeral: z.boolean().optional() }).optional().catch(undefined),
    view: view.optional(),
    // Slack sends several only for elements that we do not use; the first is what was pressed.
    actions: z.tuple(
      [
        z.object({
          action_id: z.string(),
          value: z.string().default(''),
          /** Of a menu. */
          selected_option: z.object({ value: z.string() }).nullish(),
        }),
      ],
      z.unknown(),
    ),
  })
  .transform((body) => ({
    kind: 'action' as const,
    id: body.actions[0].action_id,
    who: body.user.id,
    team: body.user.team_id ?? body.team?.id,
    app: body.api_app_id,
    trigger: body.trigger_id,
    /** Absent for a button in a modal or in Home. */
    channel: body.channel?.id,
    responseUrl: body.response_url,
    /** Set where no message changes with what it is about: in an answer to one person, which can be drawn anew, or directly. */
    aside: asideOf(body),
    view: body.view?.id,
    /** What the modal that it was pressed in remembers. */
    metadata: body.view?.private_metadata ?? '',
    home: body.view?.type === 'home',
    value: body.actions[0].selected_option?.value ?? body.actions[0].value,
  }));

interface Pressed {
  container?: { is_ephemeral?: boolean | undefined } | undefined;
  channel?: { id: string } | undefined;
  response_url?: string | undefined;
}

function asideOf({ container, channel, response_url: responseUrl }: Pressed): Aside | undefined {
  if (container?.is_ephemeral) return responseUrl === undefined ? {} : { responseUrl };
  return channel?.id.startsWith('D') ? {} : undefined;
}

const ViewSubmission = z.object({ type: z.literal('view_submission'), user, team, api_app_id: z.string(), view }).transform((body) => ({
  kind: 'view' as const,
  id: body.view.callback_id,
  who: body.user.id,
  team: body.user.team_id ?? body.team?.id,
  app: body.api_app_id,
  view: body.view.id,
  metadata: body.view.private_metadata,
  /** What was typed and chosen: `values[block][action]`. */
  values: body.view.state?.values ?? {},
}));

/** Neither kind of shortcut names the app (https://docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload): our secret under it does. */
const shortcut = { callback_id: z.string(), trigger_id: z.string(), user, team, api_app_id: z.string().optional() };

const GlobalShortcut = z.object({ type: z.literal('shortcut'), ...shortcut }).transform((body) => ({
  kind: 'shortcut' as const,
  id: body.callback_id,
  who: body.user.id,
  team: body.user.team_id ?? body.team?.id,
  app: body.api_app_id,
  trigger: body.trigger_id,
}));

const MessageShortcut = z
  .object({
    type: z.literal('message_action'),
    ...shortcut,
    channel: z.object({ id: z.string() }),
    message: z.object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      text: z.string().default(''),
      metadata: z.unknown().optional(),
      blocks: z.unknown().optional(),
      attachments: z.unknown().optional(),
    }),
    response_url: z.string().optional(),
  })
  .transform((body) => ({
    kind: 'message shortcut' as const,
    id: body.callback_id,
    who: body.user.id,
    team: body.user.team_id ?? body.team?.id,
    app: body.api_app_id,
    trigger: body.trigger_id,
    channel: body.channel.id,
    responseUrl: body.response_url,
    /** The message in whose menu it was chosen, which anybody may have written. */
    message: body.message,
  }));

const EventCallback = z
  .object({
    type: z.literal('event_callback'),
    event_id: z.string().min(1),
    team_id: z.string(),
    api_app_id: z.string(),
    event: z.object({ type: z.string(), user: z.string().optional().catch(undefined), tab: z.string().optional().catch(undefined) }),
  })
  .transform((body) => ({
    kind: 'event' as const,
    id: body.event.type,
    /** The same however often Slack sends it. */
    event: body.event_id,
    who: body.event.user,
    team: body.team_id,
    app: body.api_app_id,
    /** Of the app's Home. */
    tab: body.event.tab,
  }));

const Incoming = z.union([SlashCommand, BlockActions, ViewSubmission, GlobalShortcut, MessageShortcut]);

/** What a person did in Slack, as far as we use it. */
export type Incoming = z.infer<typeof Incoming>;
export type CommandLine = z.infer<typeof SlashCommand>;
export type Press = z.infer<typeof BlockActions>;
export type Submission = z.infer<typeof ViewSubmission>;
export type Shortcut = z.infer<typeof GlobalShortcut>;
export type OnMessage = z.infer<typeof MessageShortcut>;
/** Something that happened in Slack, which nobody waits for an answer to. */
export type Happening = z.infer<typeof EventCallback>;

export const readCommandLine = (body: unknown): CommandLine => SlashCommand.parse(body);
export const readPress = (body: unknown): Press => BlockActions.parse(body);
export const readSubmission = (body: unknown): Submission => ViewSubmission.parse(body);
export const readShortcut = (body: unknown): Shortcut => GlobalShortcut.parse(body);
export const readOnMessage = (body: unknown): OnMessage => MessageShortcut.parse(body);
export const readHappening = (body: unknown): Happening | undefined => EventCallback.safeParse(body).data;

/** Reads the parsed body of a request from Slack; undefined for what no person did, or what we have no answer to. */
export const readIncoming = (body: unknown): Incoming | undefined => Incoming.safeParse(body).data;

/**
 * The body of a request as Slack forms it: JSON, or a form with the JSON in `payload`, or (slash commands) the form itself.
 * Undefined when it is neither.
 */
export function parseBody(body: Buffer, contentType: string): Record<string, unknown> | undefined {
  const text = body.toString('utf8');
  if (!/^\s*application\/x-www-form-urlencoded\b/i.test(contentType)) return parseObject(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : parseObject(payload);
}

const parseObject = (text: string): Record<string, unknown> | undefined => z.record(z.string(), z.unknown()).safeParse(jsonOf(text)).data;

/** Undefined for what is not JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
