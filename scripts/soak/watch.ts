import type { World } from '../../src/sandbox/world.ts';
import { NAMED } from './findings.ts';
import { channelIn } from './trouble.ts';

/** Any window of this long; Slack allows one message a second with short bursts (https://docs.slack.dev/apis/web-api/rate-limits). */
const WINDOW_MS = 10_000;
const MOST_IN_WINDOW = 15;

/** What was on its way to a channel when it was told to wait; in ms of ours. */
const ON_ITS_WAY_MS = 500;

/** Looks on while things happen, for what cannot be seen at the end. */
export function watch({ slack, hub, clock }: Pick<World, 'slack' | 'hub' | 'clock'>, pace: number) {
  const shown = new Map<string, number>();
  const lastPosts = new Map<string, number[]>();
  /** What came before a channel's Retry-After was over, by kind. */
  const early = new Map<string, number>();
  const waits = new Map<string, { from: number; until: number }[]>();
  /** By finding and note, how often Security Hub was asked for the change. */
  const effects = new Map<string, number>();
  const seen = { states: 0, backwards: 0, posts: 0, tooMany: 0, refused: 0 };
  let ours = 0;
  let lastCall = slack.calls.at(-1);

  slack.onChange((change) => {
    if (change.kind !== 'message' && change.kind !== 'message changed') return;
    const message = slack.state.messages.get(change.channel)?.findLast(({ ts }) => ts === change.ts);
    if (!message || message.thread_ts !== undefined || message.ephemeralFor !== undefined) return;
    for (const [name, state] of statesIn(message)) {
      const place = `${change.channel} ${change.ts} ${name}`;
      seen.states++;
      if (state < (shown.get(place) ?? 0)) seen.backwards++;
      shown.set(place, state);
    }
  });

  const isEarly = (channel: string): boolean =>
    waits.get(channel)?.some(({ from, until }) => clock.now() > from + ON_ITS_WAY_MS * pace && clock.now() < until) ?? false;

  for (const operation of ['chat.postMessage', 'chat.update']) {
    slack.faults.add({
      operation,
      fault: { do: 'refuse' },
      // It only looks on, and never hits.
      when({ body }) {
        const channel = channelIn(body);
        const kind = body.includes('thread_ts=') ? 'line under a card' : operation;
        if (isEarly(channel)) early.set(kind, (early.get(kind) ?? 0) + 1);
        if (operation === 'chat.update') return false;
        seen.posts++;
        const recent = [...(lastPosts.get(channel) ?? []).filter((at) => at > clock.now() - WINDOW_MS), clock.now()];
        lastPosts.set(channel, recent);
        if (recent.length > MOST_IN_WINDOW) seen.tooMany++;
        return false;
      },
    });
  }
  hub.faults.add({
    operation: 'BatchUpdateFindings',
    fault: { do: 'refuse' },
    when({ body }) {
      const change = body.toString('utf8');
      const note = /"Text":"((?:[^"\\]|\\.)*)"/.exec(change)?.[1] ?? '';
      for (const [, name] of change.matchAll(/finding\/(soak-\d{5})/g)) {
        const effect = `${name} ${note}`;
        effects.set(effect, (effects.get(effect) ?? 0) + 1);
      }
      return false;
    },
  });

  return {
    seen,
    early,
    effects,
    /** Counts the calls that Slack itself refused for coming too often; to be asked before it forgets them. */
    look(): void {
      const calls = slack.calls.slice(lastCall ? slack.calls.lastIndexOf(lastCall) + 1 : 0);
      lastCall = calls.at(-1) ?? lastCall;
      const limited = calls.filter(({ status }) => status === 429).length;
      seen.refused += limited - ours;
      ours = 0;
    },
    limited(channel: string, until: number): void {
      ours++;
      waits.set(channel, [...(waits.get(channel) ?? []), { from: clock.now(), until }]);
    },
  };
}

/** Names with their states, as somebody reads them there. */
export const statesIn = (part: unknown): Map<string, number> =>
  new Map([...JSON.stringify(part).matchAll(NAMED)].map(([, name, state]) => [`soak-${name}`, Number(state)]));
