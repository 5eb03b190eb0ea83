import type { Services } from '../services.ts';

/** Longer than this a channel does not wait without being told what for. */
const QUIET_MS = 2_000;
/** Slack takes 50 edits a minute from the whole app. */
const BETWEEN_EDITS_MS = 3_000;

interface About {
  channel: string;
  title: string;
  who: string;
  token: string;
  /** The message of an earlier try. */
  message: string | undefined;
}

export interface ShownProgress {
  step(done: number, of: number): void;
  /** The message that says how far it is, once nothing more is said in it; undefined when there was no need for one. */
  ended(): Promise<string | undefined>;
}

/** Tells a channel how far a report is, from the moment it takes long. What cannot be told is not told: the report itself will show. */
export function showProgress(
  { channel, title, who, token, message }: About,
  { chat, now, log }: Pick<Services, 'chat' | 'now' | 'log'>,
): ShownProgress {
  const began = now().getTime();
  let saidAt = began - BETWEEN_EDITS_MS;
  let ts = message;
  let saying: Promise<void> = Promise.resolve();

  async function say(done: number, of: number): Promise<void> {
    const notice = { tone: 'working' as const, title, lines: [], progress: { done, of }, by: who };
    const outcome = ts === undefined ? await chat.notify(channel, notice, token) : await chat.amend(channel, ts, notice);
    if (outcome.kind === 'ok') ts = outcome.ts;
    else log.info('progress not shown', { because: outcome.error });
  }

  return {
    step(done, of) {
      const at = now().getTime();
      if (at - began < QUIET_MS || at - saidAt < BETWEEN_EDITS_MS) return;
      saidAt = at;
      saying = saying.then(() => say(done, of));
    },
    async ended() {
      await saying;
      return ts;
    },
  };
}
