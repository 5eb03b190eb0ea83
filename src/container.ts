import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ContainerConfig } from './config.ts';
import { actionsHandler } from './lambda/actions.ts';
import { adminHandler } from './lambda/admin.ts';
import { clockHandler } from './lambda/clock.ts';
import { deliverHandler } from './lambda/deliver.ts';
import { findingsHandler } from './lambda/findings.ts';
import { reportsHandler } from './lambda/reports.ts';
import type { HttpReceiver } from './slack/receiver.ts';
import type { Services } from './wiring.ts';
import { startPoller } from './wiring.ts';

export interface Container {
  /** Where Slack's requests go: `http://…/slack/events`. */
  requestUrl: string;
  /** Work under way: batches, requests and ticks. */
  busy(): number;
  /** What the clock does every minute. */
  tick(): Promise<void>;
  /** Takes nothing more, finishes what was begun (of a run, the step in hand), then resolves. */
  stop(): Promise<void>;
}

interface ContainerOptions {
  config: Pick<ContainerConfig, 'region' | 'queues' | 'findingsQueue' | 'port'>;
  services: Services;
  front: HttpReceiver;
  host?: string;
  /** Of SQS, if not where the SDK looks by itself. */
  endpoint?: string;
  /** Whether the clock ticks by itself, once a minute as on Lambda; otherwise whoever started this calls `tick`. */
  ticking?: boolean;
}

/** All functions in one process: the queues are polled, the clock ticks, and Slack is answered over HTTP. */
export async function startContainer({
  config,
  services: wired,
  front,
  host = '0.0.0.0',
  endpoint,
  ticking = true,
}: ContainerOptions): Promise<Container> {
  const stopping = new AbortController();
  const services = { ...wired, stopping: stopping.signal };
  await heardOfTheTime(services);
  const poll = (queueUrl: string, handler: Parameters<typeof startPoller>[0]['handler'], limits: { batch: number; atOnce: number }) =>
    startPoller({ region: config.region, queueUrl, handler, log: services.log, ...(endpoint && { endpoint }), ...limits });
  const pollers = [
    poll(config.findingsQueue, findingsHandler(services), { batch: 10, atOnce: 5 }),
    poll(config.queues.actions, actionsHandler(services), { batch: 1, atOnce: 10 }),
    poll(config.queues.admin, adminHandler(services), { batch: 1, atOnce: 5 }),
    poll(config.queues.reports, reportsHandler(services), { batch: 1, atOnce: 5 }),
    // One channel's messages take as long as they take; they must not hold up another's.
    poll(config.queues.wake, deliverHandler(services), { batch: 1, atOnce: 20 }),
  ];
  const clock = startClock(clockHandler(services), services, { ticking });

  let answering = 0;
  const server = createServer((request, response) => {
    answering++;
    answer(request, front)
      .then(({ status, headers, body }) =>
        // A connection that is kept open would hold up the end for as long as it is kept.
        response.writeHead(status, stopping.signal.aborted ? { ...headers, connection: 'close' } : headers).end(body),
      )
      .catch((error: unknown) => {
        services.log.error('request failed', { error: String(error) });
        response.writeHead(500).end();
      })
      .finally(() => answering--);
  });
  server.keepAliveTimeout = KEPT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, host, resolve);
  });
  const address = server.address();

  return {
    requestUrl: `http://127.0.0.1:${portOf(address)}/slack/events`,
    busy: () => answering + clock.busy() + pollers.reduce((sum, poller) => sum + poller.busy(), 0),
    tick: clock.tick,
    async stop() {
      stopping.abort();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.all([closed, clock.stop(), ...pollers.map((poller) => poller.stop())]);
    },
  };
}

/** Any answer of the table tells the time, which nothing may be done without: the clock of this machine may be wrong. */
async function heardOfTheTime({ installation, log }: Pick<Services, 'installation' | 'log'>): Promise<void> {
  // While the table is away nothing is done either, and the first answer tells the time to whoever asks then.
  await installation.paused().catch((error: unknown) => log.warn('table did not answer at the start', { error: String(error) }));
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address ? address.port : 0);

/**
 * Longer than whoever stands in front keeps a connection that nobody uses: with Node's own five seconds a press now and then meets
 * one that is just being closed (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html: 60 s).
 */
const KEPT_MS = 65_000;

/** Slack sends at most a few dozen KB; the receiver refuses what is over 64 KB, and here reading stops soon after. */
const READ_LIMIT = 128 * 1024;

async function answer(
  request: IncomingMessage,
  front: HttpReceiver,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  const path = request.url?.split('?')[0];
  if (request.method === 'GET' && path === '/healthz') return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'ok' };
  if (request.method !== 'POST' || path !== '/slack/events') return { status: 404, headers: {}, body: '' };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > READ_LIMIT) return { status: 413, headers: { connection: 'close' }, body: '' };
    chunks.push(chunk);
  }
  return front.handle({ body: Buffer.concat(chunks), headers: request.headers });
}

const TICK_MS = 60_000;

/** Ticks on the services' own time, one after the other; a tick that fails is logged and the next one comes all the same. */
function startClock(handler: () => Promise<void>, { sleep, log }: Pick<Services, 'sleep' | 'log'>, { ticking }: { ticking: boolean }) {
  let stopped = false;
  let current: Promise<void> | undefined;

  function tick(): Promise<void> {
    current ??= handler()
      .catch((error: unknown) => log.error('tick failed', { error: String(error) }))
      .finally(() => {
        current = undefined;
      });
    return current;
  }

  async function run(): Promise<void> {
    for (;;) {
      await sleep(TICK_MS);
      if (stopped) return;
      await tick();
    }
  }
  if (ticking) void run();

  return {
    tick,
    busy: () => (current ? 1 : 0),
    async stop() {
      stopped = true;
      await current;
    },
  };
}
