import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { WireAnswer } from '../../wire.ts';

export interface Forwarder {
  (headers: IncomingHttpHeaders, body: Buffer | string): Promise<WireAnswer>;
  /** Takes no more calls and resolves when those under way are answered: dynalite dies of being closed in the middle of one. */
  close(): Promise<void>;
}

/** Passes calls on to a server on a loopback port, over connections that are kept. */
export function forwarder(port: number): Forwarder {
  const agent = new Agent({ keepAlive: true });
  const underWay = new Set<Promise<WireAnswer>>();
  let closed = false;

  const pass = (headers: IncomingHttpHeaders, body: Buffer | string) =>
    new Promise<WireAnswer>((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 500, headers: passedBack(response.headers), body: Buffer.concat(chunks) }),
          );
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  async function forward(headers: IncomingHttpHeaders, body: Buffer | string): Promise<WireAnswer> {
    if (closed) throw new Error('DynamoDB has been stopped');
    const call = pass(headers, body);
    underWay.add(call);
    try {
      return await call;
    } finally {
      underWay.delete(call);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.allSettled(underWay);
    agent.destroy();
  }

  return Object.assign(forward, { close });
}

/** The service's own headers; those of the connection belong to the connection. */
function passedBack(headers: IncomingHttpHeaders): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'x-amz-crc32', 'x-amzn-requestid']) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}
