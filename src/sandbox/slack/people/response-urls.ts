import * as z from 'zod';
import type { WireAnswer, WireRequest } from '../../wire.ts';
import { flag, json, ts } from '../api/fields.ts';
import type { Json, SlackMessage } from '../contract.ts';
import { edit, erase, findMessage, post, threadOf } from '../messages.ts';
import { refusalBody, SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';

/** Source: docs.slack.dev/interactivity/handling-user-interaction, "up to 5 times within 30 minutes". */
const USES = 5;
const LIFETIME_MS = 30 * 60_000;
const PATH = '/actions/';

/** What an app may send to a response_url, or as the answer to a slash command. */
const Answer = z.object({
  text: z.string().default(''),
  blocks: z.array(json).default([]),
  attachments: z.array(json).default([]),
  response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
  replace_original: flag.default(false),
  delete_original: flag.default(false),
  thread_ts: ts.optional(),
});

interface Issued {
  user: string;
  channel: string;
  /** The message it came from, or the first one made through it. */
  original?: SlackMessage;
  at: number;
  uses: number;
}

export interface ResponseUrls {
  issue(user: string, channel: string, original?: SlackMessage): string;
  owns(path: string): boolean;
  receive(request: WireRequest): WireAnswer;
  /** Takes a payload as if it had been sent to that url, without counting it as a use. Throws what Slack would not take. */
  answer(url: string, payload: Json): void;
}

export function responseUrls(workspace: Workspace, origin: () => string): ResponseUrls {
  const issued = new Map<string, Issued>();

  function apply(to: Issued, payload: unknown): void {
    const answer = Answer.safeParse(payload);
    if (!answer.success) throw new SlackError('invalid_payload');
    const { text, blocks, attachments, response_type, replace_original, delete_original, thread_ts } = answer.data;
    const original = to.original && findMessage(workspace, to.channel, to.original.ts);
    if (delete_original || replace_original) {
      if (!original) throw new SlackError('message_not_found');
      if (delete_original) erase(workspace, original);
      else edit(workspace, original, { text, blocks, attachments });
      return;
    }
    const posted = post(workspace, {
      channel: to.channel,
      text,
      blocks,
      attachments,
      ...(response_type === 'ephemeral' && { ephemeralFor: to.user }),
      ...(thread_ts && { thread_ts: threadOf(workspace, to.channel, thread_ts) }),
    });
    to.original ??= posted;
  }

  return {
    issue(user, channel, original) {
      const id = workspace.newId('').toLowerCase();
      issued.set(id, { user, channel, at: workspace.clock.now(), uses: 0, ...(original && { original }) });
      return `${origin()}${PATH}${workspace.state.team.id}/${id}`;
    },

    owns: (path) => path.startsWith(PATH),

    receive({ path, body }) {
      const to = issued.get(path.split('/').at(-1) ?? '');
      const refused = whyNot(to, workspace.clock.now());
      if (!to || refused) return { status: 404, body: { ok: false, error: refused } };
      to.uses++;
      try {
        apply(to, parsed(body));
        return { status: 200, body: { ok: true } };
      } catch (error) {
        if (!(error instanceof SlackError)) throw error;
        return { status: error.code === 'message_not_found' ? 404 : 400, body: refusalBody(error) };
      }
    },

    answer(url, payload) {
      const to = issued.get(url.split('/').at(-1) ?? '');
      if (!to) throw new Error(`Not a response_url of this emulator: ${url}`);
      apply(to, payload);
    },
  };
}

function whyNot(to: Issued | undefined, now: number): string | undefined {
  if (!to) return 'invalid_url';
  if (now - to.at > LIFETIME_MS) return 'expired_url';
  return to.uses >= USES ? 'used_url' : undefined;
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
