import type { ServerResponse } from 'node:http';
import type { WireAnswer } from './wire.ts';

interface Raw {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

function raw({ status, headers = {}, body }: WireAnswer): Raw {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return { status, headers, body: Buffer.from(body) };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify(body)) };
}

/**
 * The answer as it should go out at this time; Node would put in the time of the wall. The SDK compares that with its own clock, which
 * goes on while this one stands still, and would make failed calls again for being off; not if the answer says that it was kept (`age`).
 */
export function send(outgoing: ServerResponse, answer: WireAnswer, now: number): void {
  const { status, headers, body } = raw(answer);
  outgoing.writeHead(status, { date: new Date(now).toUTCString(), age: '0', ...headers }).end(body);
}

/** Half of the answer, which looks whole until somebody reads it. */
export function truncated(answer: WireAnswer): WireAnswer {
  const { status, headers, body } = raw(answer);
  return { status, headers, body: half(body) };
}

/** Half of an answer that says how long it is; then the connection is cut. */
export function breakOff(outgoing: ServerResponse, answer: WireAnswer): void {
  const { status, headers, body } = raw(answer);
  outgoing.writeHead(status, { ...headers, 'content-length': body.length });
  outgoing.write(half(body), () => outgoing.destroy());
}

/** One byte after the other, until whoever asked has them all or has gone. */
export function trickle(outgoing: ServerResponse, answer: WireAnswer, everyMs: number): void {
  const { status, headers, body } = raw(answer);
  outgoing.writeHead(status, { ...headers, 'content-length': body.length });
  let sent = 0;
  const timer = setInterval(() => {
    outgoing.write(body.subarray(sent, ++sent));
    if (sent >= body.length) outgoing.end();
  }, everyMs);
  outgoing.once('close', () => clearInterval(timer));
}

const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));
