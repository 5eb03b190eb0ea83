import type { Clock } from '../clock.ts';
import { SlackError } from './slack-error.ts';

/** Source: docs.slack.dev/interactivity/handling-user-interaction, "trigger IDs expire three seconds after you receive them". */
const LIFETIME_MS = 3_000;

export interface Triggers {
  /** A trigger id for something this person just did. */
  issue(userId: string): string;
  /** Whose trigger it is. Throws Slack's refusal of one that is unknown, too old or already used. */
  exchange(triggerId: string): string;
}

export function triggers(clock: Clock, newId: (prefix: string) => string): Triggers {
  const issued = new Map<string, { userId: string; at: number; used: boolean }>();
  return {
    issue(userId) {
      const at = clock.now();
      const id = `${at}.${issued.size}.${newId('').toLowerCase()}`;
      issued.set(id, { userId, at, used: false });
      return id;
    },
    exchange(triggerId) {
      const trigger = issued.get(triggerId);
      if (!trigger) throw new SlackError('invalid_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      if (clock.now() - trigger.at > LIFETIME_MS) throw new SlackError('expired_trigger_id');
      trigger.used = true;
      return trigger.userId;
    },
  };
}
