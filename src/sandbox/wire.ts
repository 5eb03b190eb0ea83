import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from './clock.ts';
import { breakOff, send, trickle, truncated } from './wire-answers.ts';
import { faultScript } from './wire-faults.ts';

/** One HTTP request as an emulator sees it: the path still encoded, the body still bytes. */
export interface WireRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
  /** The service's own name for the call, such as `GetFindings` or `chat.postMessage`. */
  operation: string;
}

/** What an emulator answers. An object body goes out as JSON. */
export interface WireAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer | object;
}

/**
 * What can go wrong on the wire. The service does not act: `refuse`, the connection is cut; `answer`, this goes out instead.
 * It acts: `lose answer`, the connection is cut; `hang`, it stays open without an answer; `delay`, the answer comes `ms`
 * later on the clock; `slow`, it acts only then, too; `act, then answer`, this goes out instead; `garbage`, what is no JSON; `truncate`, half of the answer as if
 * it were all; `break off`, the connection is cut in the middle of the answer; `trickle`, one byte in `everyMs` of real time,
 * since the clock stands still while somebody waits for an answer. It acts only `ms` later on the clock, or never, and nobody
 * hears of it: `late`, the connection is cut at once; `stall`, it stays open.
 */
export type Fault =
  | { do: 'refuse' | 'lose answer' | 'hang' | 'garbage' | 'truncate' | 'break off' }
  | { do: 'delay' | 'slow' | 'late'; ms: number }
  | { do: 'stall'; ms?: number }
  | { do: 'trickle'; everyMs: number }
  | { do: 'answer'; answer: WireAnswer | ((request: WireRequest) => WireAnswer) }
  | { do: 'act, then answer'; answer: WireAnswer };

export interface FaultRule {
  /** The operation it applies to; `*` for all. */
  operation: string;
  fault: Fault;
  /** How many calls it hits before it is used up; every one when absent. */
  times?: number;
  /** Lets this many matching calls through first. */
  skip?: number;
  /** Hits only the calls for which this is true. */
  when?: (request: WireRequest) => boolean;
}

/** The faults waiting to happen on one emulator. Rules are tried in the order they were added. */
export interface FaultScript {
  add(rule: FaultRule): void;
  clear(): void;
  readonly rules: readonly FaultRule[];
  take(request: WireRequest): Fault | undefined;
}

/** One call that reached an emulator: when on the clock it was over, which, and what went back (0: nothing did). */
export interface WireCall {
  at: number;
  operation: string;
  status: number;
}

export interface Wire {
  /** `http://127.0.0.1:<port>` without a trailing slash. */
  url: string;
  port: number;
  faults: FaultScript;
  /** The newest 10,000 calls, oldest first. */
  calls: WireCall[];
  /** Requests being worked on now, those parked by `idle` not counted. */
  busy(): number;
  stop(): Promise<void>;
}

interface WireOptions {
  clock: Clock;
  port?: number;
  /** Names the call; throws nothing. */
  operationOf(request: Omit<WireRequest, 'operation'>): string;
  handle(request: WireRequest, waiting: Waiting): Promise<WireAnswer> | WireAnswer;
}

/** For a request that waits for something to happen: a long poll. */
export interface Waiting {
  /** Marks the request as waiting, until the function it returns is called. */
  idle(): () => void;
  /** Aborted when whoever asked has gone, or has died: nothing may be given to them any more. */
  gone: AbortSignal;
}

const CALLS_KEPT = 10_000;
/** As long as a connection is kept open that nobody uses. */
const IDLE_MS = 60_000;

const BODY_LIMIT = 8 * 1024 * 1024;

/** A loopback HTTP server on which every fault of a real network can be provoked. An emulator is one of these. */
export async function startWire({ clock, port = 0, operationOf, handle }: WireOptions): Promise<Wire> {
  const faults = faultScript();
  const calls: WireCall[] = [];
  let busy = 0;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://loopback');
    const bare = {
      method: incoming.method ?? 'GET',
      path: (incoming.url ?? '/').split('?')[0] ?? '/',
      query: url.searchParams,
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    const request: WireRequest = { ...bare, operation: operationOf(bare) };
    const fault = faults.take(request);
    const record = (status: number) => {
      calls.push({ at: clock.now(), operation: request.operation, status });
      if (calls.length > CALLS_KEPT) calls.shift();
    };
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const idle = () => {
      busy--;
      return () => void busy++;
    };
    const act = () => handle(request, { idle, gone: gone.signal });
    const answerWith = (answer: WireAnswer) => send(outgoing, answer, clock.now());

    switch (fault?.do) {
      case 'refuse':
        record(0);
        incoming.socket.destroy();
        return;
      case 'answer': {
        const answer = typeof fault.answer === 'function' ? fault.answer(request) : fault.answer;
        record(answer.status);
        answerWith(answer);
        return;
      }
      case 'late':
        record(0);
        clock.at(clock.now() + fault.ms, () => void act());
        incoming.socket.destroy();
        return;
      case 'stall':
        outgoing.once('close', () => record(0));
        if (fault.ms !== undefined) clock.at(clock.now() + fault.ms, () => void act());
        return;
      case 'lose answer':
        await act();
        record(0);
        incoming.socket.destroy();
        return;
      case 'hang':
        await act();
        outgoing.once('close', () => record(0));
        return;
      case 'act, then answer':
        await act();
        record(fault.answer.status);
        answerWith(fault.answer);
        return;
      case 'garbage':
        await act();
        record(200);
        answerWith({ status: 200, headers: { 'content-type': 'application/json' }, body: '<html>502' });
        return;
      case 'truncate':
        record(200);
        answerWith(truncated(await act()));
        return;
      case 'break off':
        record(200);
        breakOff(outgoing, await act());
        return;
      case 'trickle':
        outgoing.once('close', () => record(200));
        trickle(outgoing, await act(), fault.everyMs);
        return;
      default: {
        const pass = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
        if (fault?.do === 'slow') await pass(fault.ms);
        const answer = await act();
        if (fault?.do === 'delay') await pass(fault.ms);
        record(answer.status);
        answerWith(answer);
      }
    }
  }

  const server = createServer((incoming, outgoing) => {
    busy++;
    serve(incoming, outgoing)
      .catch((error: unknown) => {
        // An emulator that breaks says so loudly: a product test must never mistake this for the service's behaviour.
        console.error('Emulator failed', incoming.url, error);
        if (!outgoing.headersSent) send(outgoing, { status: 500, body: { emulatorBroke: String(error) } }, clock.now());
      })
      .finally(() => void busy--);
  });
  // Node's own five seconds would end a connection under the very call of a client that has kept it, and the call would be made twice.
  server.keepAliveTimeout = IDLE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    faults,
    calls,
    busy: () => busy,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new Error('Body over 8 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
