import { tellOperations } from '../outgoing/tell-operations.ts';
import type { Outcome, Services } from '../services.ts';
import { noteBroken } from './note-broken.ts';

type Needs = Pick<Services, 'channels' | 'policy' | 'pager' | 'nonces' | 'log' | 'now'>;

/** How long a channel, or everything when the token is refused, is left alone after a failure that only people can mend. */
const BROKEN_MS = 60_000;

/** How long a message is left alone that Slack does not take in any form, while nobody does anything about what it shows. */
const REFUSED_MS = 10 * 60_000;

type Failure = Exclude<Outcome, { kind: 'ok' }>;

/** Slack does not take this message: as it is, or for a reason that we do not know. Perhaps it takes three lines of text. */
export const isRefused = (outcome: Outcome): outcome is Extract<Failure, { kind: 'permanent' }> & { of: 'message' | 'unknown' } =>
  outcome.kind === 'permanent' && (outcome.of === 'message' || outcome.of === 'unknown');

/** Records what a failed call says about the channel. Resolves to when to try again, in ms since 1970, if that follows from it. */
export async function afterFailure(channel: string, outcome: Failure, services: Needs): Promise<number | undefined> {
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
      if (isRefused(outcome)) {
        const text = `Slack refuses messages in channel ${channel}: ${outcome.error}. shub tries each of them again later; \`/shub health\` says how many there are.`;
        await tellOperations({ cause: `refused.${outcome.error}`, subject: 'Slack refuses cards', text }, services);
        return now().getTime() + REFUSED_MS;
      }
      const until = now().getTime() + BROKEN_MS;
      if (outcome.of === 'channel') await noteBroken(channel, outcome.error, services);
      return until;
    }
  }
}
