import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import type { Progress } from './measure/measure.ts';

/** Longer than this nobody waits without being told what for. */
const QUIET_MS = 2_000;
/** Slack takes 50 edits a minute from the whole app. */
const BETWEEN_EDITS_MS = 3_000;
/** What only one person sees cannot be edited, and its address takes five messages in all: the answer must still get through. */
const BETWEEN_LINES_MS = 20_000;

interface Far {
  done: number;
  of: number;
}

/** How those who wait are told; undefined while nothing can be counted yet. */
interface Telling {
  say(far: Far | undefined): Promise<void>;
  betweenMs: number;
}

/**
 * Does the work. Once it takes long, those who wait are told so, even while nothing at all comes back, and then how far it is.
 * When this resolves or throws, nothing more is being said.
 */
async function watched<T>(
  { say, betweenMs }: Telling,
  { now, sleep }: Pick<Services, 'now' | 'sleep'>,
  work: (step: Progress) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  let far: Far | undefined;
  let saidAt: number | undefined;
  let saying: Promise<void> = Promise.resolve();
  const speak = () => {
    saidAt = now().getTime();
    saying = saying.then(() => say(far));
  };
  const quiet = sleep(QUIET_MS, over.signal).then(() => {
    if (!over.signal.aborted) speak();
  });
  try {
    return await work((done, of) => {
      far = { done, of };
      if (saidAt !== undefined && now().getTime() - saidAt >= betweenMs) speak();
    });
  } finally {
    over.abort();
    await quiet;
    await saying;
  }
}

interface InChannel {
  channel: string;
  title: string;
  who: string | undefined;
  token: string;
  /** Under this message; in the channel itself without one. */
  thread?: string | undefined;
  /** The message of an earlier try. */
  message?: string | undefined;
}

/**
 * Does the work, and tells a channel how far it is in one message that is edited. Resolves to that message as well, if there
 * was need for one: what has been made goes in its place, or it is to be removed. What cannot be told is not told.
 */
export async function showingProgress<T>(
  { channel, title, who, token, thread, message }: InChannel,
  services: Pick<Services, 'chat' | 'now' | 'sleep' | 'log'>,
  work: (step: Progress) => Promise<T>,
): Promise<{ made: T; message: string | undefined }> {
  const { chat, log } = services;
  let ts = message;
  const say = async (progress: Far | undefined) => {
    const notice = { tone: 'working' as const, title, lines: [], ...(progress && { progress }), ...(who !== undefined && { by: who }) };
    const outcome =
      ts !== undefined
        ? await chat.amend(channel, ts, notice)
        : thread === undefined
          ? await chat.notify(channel, notice, token)
          : await chat.remark(channel, thread, notice, token);
    if (outcome.kind === 'ok') ts = outcome.ts;
    else log.info('progress not shown', { because: outcome.error });
  };
  const made = await watched({ say, betweenMs: BETWEEN_EDITS_MS }, services, work);
  return { made, message: ts };
}

/** Does the work for one person, who is told how far it is in lines that only they see. */
export function answering<T>(
  asker: Asker,
  title: string,
  services: Pick<Services, 'chat' | 'now' | 'sleep' | 'log'>,
  work: (step: Progress) => Promise<T>,
): Promise<T> {
  const { chat, log } = services;
  const { replaces: _replaces, ...beside } = asker;
  const say = async (far: Far | undefined) => {
    const words = far
      ? `⏳ ${title}: ${far.done} of ${far.of} answers of Security Hub are there.`
      : `⏳ ${title}: it takes longer than usual.`;
    try {
      await chat.answer(beside, { kind: 'words', text: words });
    } catch (error) {
      // Whoever waits gets the answer itself, or hears that there is none.
      log.info('progress not shown', { because: error instanceof Error ? error.message : String(error) });
    }
  };
  return watched({ say, betweenMs: BETWEEN_LINES_MS }, services, work);
}
