import { UserFacingError } from '../domain/refusal.ts';
import type { Asker } from '../domain/request.ts';
import type { CommandLine, OnMessage, Press } from './payload.ts';
import { UNKNOWN } from './words.ts';

/** To whom, and where, an answer goes that follows later: directly, when it was asked for in the app's Home or in a window. */
export function askerOf(asked: CommandLine | Press | OnMessage): Asker {
  const { who, responseUrl } = asked;
  const channel = asked.channel ?? ('view' in asked && asked.view !== undefined ? who : undefined);
  if (channel === undefined) throw new UserFacingError('bad_arguments', UNKNOWN);
  return { who, channel, ...(responseUrl !== undefined && { responseUrl }) };
}
