import { createHmac, randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import * as z from 'zod';

/** Presses many at once, as Slack would, from a process of its own. */
export const Order = z.object({ url: z.string(), secret: z.string(), payload: z.record(z.string(), z.unknown()), atOnce: z.number() });
const Actions = z.tuple([z.record(z.string(), z.unknown())], z.unknown());

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

/** Resolves to how long the answer took, in ms. Throws when it was not 200 and empty, as it is when all is well. */
function send({ url, secret, body }: { url: string; secret: string; body: string }): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  };
  return new Promise((resolve, reject) => {
    const sent = performance.now();
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const said = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200 && said === '') resolve(performance.now() - sent);
        else reject(new Error(`${url} answered ${answer.statusCode} ${said}`));
      });
    });
    call.on('error', reject);
    call.end(body);
  });
}

/** A press of the same button on a card of which nobody has heard. */
function bodyOf(payload: z.infer<typeof Order>['payload']): string {
  const [action] = Actions.parse(payload['actions']);
  const pressed = { ...payload, actions: [{ ...action, value: `${randomBytes(16).toString('hex')}|0` }] };
  return new URLSearchParams({ payload: JSON.stringify(pressed) }).toString();
}

process.on('message', (message) => {
  const { url, secret, payload, atOnce } = Order.parse(message);
  const bodies = Array.from({ length: atOnce }, () => bodyOf(payload));
  void Promise.allSettled(bodies.map((body) => send({ url, secret, body }))).then((results) =>
    process.send?.({
      took: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
      failed: results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : [])),
    }),
  );
});
process.once('disconnect', () => process.exit(0));
