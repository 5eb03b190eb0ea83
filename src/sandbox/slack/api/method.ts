import type * as z from 'zod';
import type { Json } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import type { Tier } from './rate-limits.ts';

/** One Web API method: how often it may be called, and what it does. What `run` returns goes out beside `ok: true`. */
export interface Method {
  tier: Tier;
  /** Needs no token. */
  open?: boolean;
  run(args: Json, workspace: Workspace): Json;
}

/** Slack's own names for arguments that are not even the right kind of value. */
const MALFORMED: Record<string, string> = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments',
  metadata: 'invalid_metadata_format',
  cursor: 'invalid_cursor',
};

/** A method whose arguments are read by `schema` first; what does not fit is `invalid_arguments`, naming each argument. */
export function method<S extends z.ZodType>(tier: Tier, schema: S, run: (args: z.infer<S>, workspace: Workspace) => Json): Method {
  return {
    tier,
    run(args, workspace) {
      const parsed = schema.safeParse(args);
      if (!parsed.success) throw refusal(parsed.error, args);
      return run(parsed.data, workspace);
    },
  };
}

function refusal({ issues }: z.ZodError, args: Json): SlackError {
  const details = issues.map(({ path, message }) => {
    const argument = String(path[0] ?? '');
    return args[argument] === undefined
      ? `[ERROR] missing required field: ${argument}`
      : `[ERROR] ${message} [json-pointer:/${path.join('/')}]`;
  });
  const code = issues.map(({ path }) => MALFORMED[String(path[0])]).find((one) => one !== undefined);
  return new SlackError(code ?? 'invalid_arguments', details);
}
