import { UserFacingError } from '../domain/refusal.ts';
import type { Asker } from '../domain/request.ts';
import type { CommandLine, Press } from './payload.ts';
import { UNKNOWN } from './words.ts';

/** To whom, and where, an answer goes that follows later. */
export function askerOf({ who, channel, responseUrl }: Pick<CommandLine | Press, 'who' | 'channel' | 'responseUrl'>): Asker {
  if (channel === undefined) throw new UserFacingError('bad_arguments', UNKNOWN);
  return { who, channel, ...(responseUrl !== undefined && { responseUrl }) };
}
