import type { Outcome, Services } from '../services.ts';
import { noteBroken } from './note-broken.ts';

type Needs = Pick<Services, 'channels' | 'policy' | 'pager' | 'nonces' | 'log' | 'now'>;

/** How long a channel, or everything when the token is refused, is left alone after a failure that only people can mend. */
const BROKEN_MS = 60_000;

/** Records what a failed call says about the channel. Resolves to when to try again, in ms since 1970, if that follows from it. */
export async function afterFailure(
  channel: string,
  outcome: Exclude<Outcome, { kind: 'ok' }>,
  services: Needs,
): Promise<number | undefined> {
  const { channels, log, now } = services;
  log.warn('Slack did not take a message', { channel, outcome: outcome.kind, because: outcome.error });
  switch (outcome.kind) {
    case 'not sent': {
      log.count('RateLimited');
      const until = now().getTime() + outcome.retryAfter * 1000;
      await channels.hold(channel, new Date(until));
      return until;
    }
    case 'ambiguous':
      log.count('AmbiguousPosts');
      return undefined;
    case 'permanent': {
      log.error('Slack refuses us', { channel, of: outcome.of, because: outcome.error });
      log.count('PermanentFailures');
      const until = now().getTime() + BROKEN_MS;
      if (outcome.of === 'channel') await noteBroken(channel, outcome.error, services);
      return until;
    }
  }
}
