import { LogLevel, WebClient } from '@slack/web-api';
import { startSlack } from '../../../src/sandbox/slack/emulator.ts';
import { timeOf } from './discrete-time.ts';
import { loseAnswers } from './faults.ts';
import { CHANNELS, plan } from './load.ts';
import type { Run } from './ours.ts';
import { randomFrom } from './random.ts';
import { shownIn, type Waits, waitsOf } from './visible.ts';

export interface NaiveOutcome {
  all: Waits;
  criticals: Waits;
  posts: number;
  limited: number;
}

const START = Date.UTC(2026, 2, 2, 9);
const GIVE_UP_MS = 12 * 3600_000;

/**
 * What a plain webhook forwarder does: one message for each finding, in order, one sender a channel. What fails in whatever way is
 * sent again, after Retry-After if there is one.
 */
export async function runNaive({ findings, over, onOne, faults, seed }: Run): Promise<NaiveOutcome> {
  const random = randomFrom(seed);
  let sending = 0;
  let busyThere = () => 0;
  const time = timeOf({ full: false, start: START, busy: () => sending + busyThere() });
  const { clock } = time;
  const slack = await startSlack({
    clock,
    signingSecret: 'bench-signing-secret-of-32-chars',
    botToken: 'xoxb-bench',
    team: { id: 'T0BENCH', name: 'Bench', domain: 'bench' },
    bot: { userId: 'U0NAIVE' },
    users: [],
    channels: CHANNELS.map((id) => ({ id, name: id.toLowerCase(), members: ['U0NAIVE'] })),
    groups: [],
  });
  busyThere = slack.busy;
  if (faults) loseAnswers(slack, random);
  const client = new WebClient('xoxb-bench', {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logLevel: LogLevel.ERROR,
  });
  let posts = 0;
  let limited = 0;

  const sleep = (ms: number) => new Promise<void>((resolve) => void clock.at(clock.now() + ms, resolve));

  function retryAfter(error: unknown): number {
    if (!(error instanceof Error && 'retryAfter' in error)) return 1;
    limited++;
    return Number(error.retryAfter);
  }

  async function post(channel: string, text: string): Promise<void> {
    for (;;) {
      posts++;
      sending++;
      const wait = await client.chat
        .postMessage({ channel, text })
        .then(() => undefined, retryAfter)
        .finally(() => sending--);
      if (wait === undefined) return;
      await sleep(wait * 1000);
    }
  }

  const storm = plan({ name: 'storm', count: findings, over, onOne, random });
  const lines = new Map<string, Promise<void>>();
  for (const { name, channel, at, twice } of storm) {
    const send = () => {
      const before = lines.get(channel) ?? Promise.resolve();
      lines.set(
        channel,
        before.then(() => post(channel, `SSH brute force against ${name}`)),
      );
    };
    clock.at(START + at, send);
    if (twice) clock.at(START + at + 5_000, send);
  }
  await time.until(() => clock.now() > START + over + 6_000 && waitsOf(storm, START, shownIn(slack, CHANNELS)).lost === 0, GIVE_UP_MS);
  const shown = shownIn(slack, CHANNELS);
  const outcome = {
    all: waitsOf(storm, START, shown),
    criticals: waitsOf(
      storm.filter(({ critical }) => critical),
      START,
      shown,
    ),
    posts,
    limited,
  };
  await slack.stop();
  time.stop();
  return outcome;
}
