import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { Clock } from '../../clock.ts';

/** Slack waits this long for an answer: docs.slack.dev/interactivity/handling-user-interaction. Real time, as the app's work is. */
const PATIENCE_MS = 3_000;
/** Then the person is told; the app may go on until it is cut off here. */
const CUT_OFF_MS = 30_000;

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

/** How the app took a request. `status` is 0 when there was no answer to speak of. */
export interface Delivery {
  status: number;
  took: number;
  body: unknown;
  failure?: 'timeout' | 'unreachable' | 'status';
}

/** The one line from Slack to the app: everything is signed, the last request is kept, answers are timed. */
export interface AppLink {
  connect(url: string): void;
  send(type: string, body: string, headers?: Record<string, string>): Promise<Delivery>;
  lastRequest(): { body: string; headers: Record<string, string> } | undefined;
  /** Requests the app has not answered yet, those Slack gave up on included. */
  busy(): number;
  stop(): void;
}

/** `signing.secret` may change while it is up. */
export function appLink(clock: Clock, signing: { secret: string }): AppLink {
  const stopped = new AbortController();
  let url: string | undefined;
  let last: { body: string; headers: Record<string, string> } | undefined;
  let busy = 0;

  /** Slack's version 0 signature: docs.slack.dev/authentication/verifying-requests-from-slack. */
  function signed(body: string): Record<string, string> {
    const timestamp = String(Math.floor(clock.now() / 1000));
    const digest = createHmac('sha256', signing.secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` };
  }

  async function send(type: string, body: string, headers: Record<string, string> = {}): Promise<Delivery> {
    if (url === undefined) throw new Error('The emulator was never told where the app listens: call connect(url)');
    const sent = { 'content-type': type, 'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', ...signed(body), ...headers };
    last = { body, headers: sent };
    const started = performance.now();
    const took = () => performance.now() - started;
    busy++;
    const answered = exchange(url, sent, body, stopped.signal)
      .then(({ status, text, json }): Delivery => {
        const ok = status >= 200 && status < 300;
        return { status, took: took(), body: json ? parsed(text) : text, ...(!ok && { failure: 'status' }) };
      })
      .catch((): Delivery => ({ status: 0, took: took(), body: undefined, failure: 'unreachable' }))
      .finally(() => void busy--);
    let timer: NodeJS.Timeout | undefined;
    const impatience = new Promise<Delivery>((resolve) => {
      timer = setTimeout(() => resolve({ status: 0, took: took(), body: undefined, failure: 'timeout' }), PATIENCE_MS);
    });
    try {
      return await Promise.race([answered, impatience]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    connect(requestUrl) {
      url = requestUrl;
    },
    send,
    lastRequest: () => last,
    busy: () => busy,
    stop: () => stopped.abort(),
  };
}

function exchange(
  url: string,
  headers: Record<string, string>,
  body: string,
  stopped: AbortSignal,
): Promise<{ status: number; text: string; json: boolean }> {
  const signal = AbortSignal.any([stopped, AbortSignal.timeout(CUT_OFF_MS)]);
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    // A connection of its own, so that nothing is left open on an app that stops.
    const call = request(url, { method: 'POST', agent: false, signal, headers: { ...headers, 'content-length': length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const json = answer.headers['content-type']?.startsWith(JSON_TYPE) ?? false;
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), json });
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

function parsed(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text; // whoever reads the answer finds a text where an object belongs
  }
}
