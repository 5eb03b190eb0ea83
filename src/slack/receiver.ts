import { createHash } from 'node:crypto';
import type { App, Receiver } from '@slack/bolt';
import type { Secret, Services } from '../flows/services.ts';
import { parseBody, readHappening, readIncoming } from './payload.ts';
import { type Speak, Unsaid } from './speak.ts';
import type { HttpHeaders } from './verify.ts';
import { verifyNewest } from './verify-newest.ts';
import { inWords, notTold, TOO_SLOW, UNKNOWN } from './words.ts';

interface SlackRequest {
  /** The bytes as they came. */
  body: Buffer;
  headers: HttpHeaders;
}

export interface SlackResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Slack's requests over HTTP, whatever brought them here: a Lambda event or a socket. */
export interface HttpReceiver extends Receiver {
  /** Never rejects. Answers only when what was asked for is durable or its person has been told that it is not. */
  handle(request: SlackRequest): Promise<SlackResponse>;
  /** The same for what came over a connection that Slack itself vouches for; `id` is what a repetition would share with it. */
  handleTrusted(parsed: Record<string, unknown>, id: string): Promise<SlackResponse>;
}

interface ReceiverNeeds extends Pick<Services, 'now' | 'sleep' | 'token' | 'nonces' | 'log'> {
  /** Current and, while it is being rotated, previous. */
  signingSecrets: readonly Secret[];
  speak: Speak;
}

/** Slack gives up after 3 s and says so itself; before that we still want to say it better. */
const DEADLINE_MS = 2200;
const LAST_WORDS_MS = 600;

/** Slack sends an event again for as long as a day (https://docs.slack.dev/apis/events-api, "Retries" and "Delayed events"). */
const EVENT_KNOWN_SECONDS = 26 * 3600;

/** Verify → parse → nonce → the app, within the deadline. */
export function slackReceiver(needs: ReceiverNeeds): HttpReceiver {
  const { signingSecrets, now, nonces, log, speak } = needs;
  let app: App | undefined;

  async function handle({ body, headers }: SlackRequest): Promise<SlackResponse> {
    const verified = await verifyNewest({ body, headers, secrets: signingSecrets, now: now() });
    if (verified !== 'ok') {
      log.warn('slack request not accepted', { because: verified.because });
      if (verified.refused !== 503) log.count('SlackRequestsUnsigned');
      return plain(verified.refused);
    }
    const parsed = parseBody(body, header(headers, 'content-type'));
    if (!parsed) return plain(400);
    if (parsed['ssl_check'] === '1') return plain(200);
    if (parsed['type'] === 'url_verification') return json({ challenge: parsed['challenge'] });

    return handleTrusted(parsed, header(headers, 'x-slack-signature'));
  }

  async function handleTrusted(parsed: Record<string, unknown>, id: string): Promise<SlackResponse> {
    const working = process(parsed, id);
    const became = await within(DEADLINE_MS, working);
    if (became === 'too late') return lastWords(parsed, TOO_SLOW, working);
    return 'toSay' in became ? lastWords(parsed, became.toSay) : became;
  }

  /** What Slack is to be answered, or the words that its person has yet to be told. */
  async function process(parsed: Record<string, unknown>, id: string): Promise<SlackResponse | { toSay: string }> {
    const happened = readHappening(parsed);
    let acknowledged: { with: unknown } | undefined;
    try {
      // An event that is sent again has its own id still, under another signature.
      const nonce = createHash('sha256')
        .update(happened ? `event ${happened.event}` : id)
        .digest('hex');
      // It is used up only once it is durable, so that the repetition of one that failed, or whose worker died, is not lost.
      if (happened ? await nonces.used(nonce) : !(await nonces.use(nonce))) {
        log.info('slack request seen before');
        return plain(200);
      }
      await app?.processEvent({
        body: parsed,
        ack: async (response) => {
          acknowledged ??= { with: response };
        },
      });
      if (happened) await nonces.use(nonce, EVENT_KNOWN_SECONDS);
    } catch (error) {
      return error instanceof Unsaid ? plain(500) : { toSay: inWords(error, {}, needs) };
    }
    return acknowledged ? acknowledgement(acknowledged.with) : { toSay: UNKNOWN };
  }

  /**
   * Slack is answered when its person has been told, or when what is still `working` is done after all, whichever comes first. If
   * neither comes in time, Slack shows its own sign of failure.
   */
  async function lastWords(parsed: Record<string, unknown>, words: string, working?: ReturnType<typeof process>): Promise<SlackResponse> {
    if (readHappening(parsed)) return plain(500); // Slack sends it again.
    const asked = readIncoming(parsed);
    if (!asked) return plain(parsed['type'] === 'view_closed' ? 200 : 404);
    const told = speak(asked, words).then(acknowledgement);
    told.catch((error: unknown) => notTold(error, words, needs));
    const done = working?.then((became) => ('toSay' in became || became.status !== 200 ? told : became));
    const first = Promise.any([told, done ?? told]).catch(() => 'neither' as const);
    const answer = await within(LAST_WORDS_MS, first);
    return answer === 'too late' || answer === 'neither' ? plain(500) : answer;
  }

  const within = <T>(ms: number, work: Promise<T>): Promise<T | 'too late'> =>
    Promise.race([work, needs.sleep(ms).then(() => 'too late' as const)]);

  return {
    handle,
    handleTrusted,
    init: (registered) => {
      app = registered;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

const plain = (status: number): SlackResponse => ({ status, headers: {}, body: '' });

const json = (body: object): SlackResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
});

const acknowledgement = (response: unknown): SlackResponse =>
  typeof response === 'object' && response !== null ? json(response) : plain(200);

function header(headers: HttpHeaders, name: string): string {
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}
