import type { Clock } from '../../clock.ts';

/**
 * How often a method may be called. Source: docs.slack.dev/apis/web-api/rate-limits, and per method slackapi/java-slack-sdk
 * MethodsRateLimits.java. `post` is chat.postMessage: about one a second and channel with short bursts.
 */
export type Tier = 'tier 2' | 'tier 3' | 'tier 4' | 'lots' | 'post' | 'none';

const PER_MINUTE: Record<Exclude<Tier, 'none'>, number> = { 'tier 2': 20, 'tier 3': 50, 'tier 4': 100, lots: 600, post: 240 };
const WINDOW_MS = 60_000;
const CHANNEL = { burst: 5, everyMs: 1_000 };

export interface RateLimits {
  /** Seconds to wait before this call may be made; 0 when it may be made now, which is then counted. */
  take(method: string, tier: Tier, channel: string): number;
}

export function rateLimits(clock: Clock): RateLimits {
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  /** When the oldest of the last minute's calls leaves the window, if it is full. */
  function fullUntil(recent: number[], most: number): number | undefined {
    return recent.length < most ? undefined : (recent[0] ?? 0) + WINDOW_MS;
  }

  function bucketOf(channel: string, now: number) {
    const bucket = buckets.get(channel) ?? { tokens: CHANNEL.burst, at: now };
    const tokens = Math.min(CHANNEL.burst, bucket.tokens + (now - bucket.at) / CHANNEL.everyMs);
    return { tokens, at: now };
  }

  return {
    take(method, tier, channel) {
      if (tier === 'none') return 0;
      const now = clock.now();
      const recent = (calls.get(method) ?? []).filter((at) => at > now - WINDOW_MS);
      const until = fullUntil(recent, PER_MINUTE[tier]);
      if (until !== undefined) return seconds(until - now);
      if (tier === 'post') {
        const bucket = bucketOf(channel, now);
        if (bucket.tokens < 1) return seconds((1 - bucket.tokens) * CHANNEL.everyMs);
        buckets.set(channel, { ...bucket, tokens: bucket.tokens - 1 });
      }
      calls.set(method, [...recent, now]);
      return 0;
    },
  };
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
