import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { startProcess } from './press/processes.ts';
import { benchWorld, type Pressed } from './press/world.ts';
import { percentile } from './with-backends.ts';

/**
 * `npm run bench:press [-- --presses 40] [--rounds 8]`: what a press costs while every call of AWS and Slack takes 150 ms.
 * (i) From the signed press to the edited card, one at a time, beside the ten calls that the design needs, one after the other.
 * (ii) What Slack waits for when 200 press at once, beside a bare server that verifies the signature and makes the same
 * three calls. Emulators, product, floor and (in ii) whoever presses are processes of their own. Ends with 1 when a target
 * is missed.
 */
const LATENCY_MS = 150;
const NEEDED = 10;
const AT_ONCE = 200;
const SLACK_WAITS_MS = 3_000;
const { values } = parseArgs({ options: { presses: { type: 'string', default: '40' }, rounds: { type: 'string', default: '8' } } });

const world = await benchWorld();
const floor = await startProcess('floor', { ...world.aside('floor-actions'), whole: true });
const ms = (value: number): string => `${Math.round(value)} ms`;
const row = (what: string, took: readonly number[]): string =>
  `| ${what} | ${ms(percentile(took, 0.5))} | ${ms(percentile(took, 0.95))} | ${ms(percentile(took, 0.99))} |`;
let met = true;
function target(what: string, ratio: number, most: number): void {
  met &&= ratio <= most;
  console.log(`${what}: ${ratio.toFixed(2)} (wanted: at most ${most})${ratio <= most ? '' : ' MISSED'}`);
}

/** In the order in which they began; what began together stands in one line. */
function chainOf(calls: Pressed['calls']): string {
  const steps = new Map<number, string[]>();
  let began = Number.NEGATIVE_INFINITY;
  for (const { name, at } of calls) {
    if (at - began > LATENCY_MS / 3) began = at;
    steps.set(began, [...(steps.get(began) ?? []), name]);
  }
  return [...steps].map(([at, names]) => `${String(Math.round(at)).padStart(6)} ms  ${names.join(' · ')}`).join('\n');
}

async function oneAtATime(presses: number): Promise<void> {
  const cards: string[] = [];
  for (let i = 0; i < presses + 2; i++) cards.push(await world.aCard());
  // Nobody presses this one but through the floor.
  const [forFloor = '', first = '', ...others] = cards;
  world.latency(LATENCY_MS);
  await world.press(first, world.product);
  await world.press(forFloor, floor.requestUrl);
  const again = world.pressAgain(world.slack.lastRequest() ?? { body: '' });
  const least: Pressed[] = [];
  const ours: Pressed[] = [];
  for (const card of others) {
    ours.push(await world.press(card, world.product));
    least.push(await world.press(forFloor, floor.requestUrl, again));
  }
  const took = ours.map(({ edited }) => edited);
  const sum = least.map(({ edited }) => edited);
  console.log(`## A press, one at a time, ${LATENCY_MS} ms a call, ${presses} presses\n`);
  console.log(`| signed press to edited card | p50 | p95 | p99 |\n|---|---|---|---|`);
  console.log(row('shub', took));
  console.log(row(`the ${NEEDED} calls one after the other, and the queue`, sum));
  console.log(
    row(
      'shub, until Slack is answered',
      ours.map(({ answered }) => answered),
    ),
  );
  console.log(row(`${NEEDED} × ${LATENCY_MS} ms`, [NEEDED * LATENCY_MS]));
  target('\np95 to the floor at p95', percentile(took, 0.95) / percentile(sum, 0.95), 1.1);
  target('p50 to the floor at p50', percentile(took, 0.5) / percentile(sum, 0.5), 1.1);
  const middle = ours.toSorted((a, b) => a.edited - b.edited)[Math.floor(ours.length / 2)];
  console.log(`\nThe calls of one press, by when they came in; those in one line side by side:\n${chainOf(middle?.calls ?? [])}`);
  console.log(`${ms(middle?.edited ?? Number.NaN).padStart(9)}  the card is edited; afterwards:\n${chainOf(middle?.later ?? [])}`);
}

const Took = z.object({ took: z.array(z.number()), failed: z.array(z.string()) });
const Sent = z.object({ payload: z.string() });

async function manyAtOnce(rounds: number): Promise<void> {
  const sent = Object.fromEntries(new URLSearchParams(world.slack.lastRequest()?.body));
  const payload: unknown = JSON.parse(Sent.parse(sent).payload);
  const [secret] = world.config.slack.signingSecrets;
  const aside = world.aside('unread');
  const front = await startProcess('product', { ...aside, whole: false });
  const bare = await startProcess('floor', { ...aside, whole: false });
  const load = fork(fileURLToPath(new URL('press/load.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  async function round(url: string, atOnce: number): Promise<number[]> {
    load.send({ url, secret, payload, atOnce });
    const [message]: unknown[] = await once(load, 'message');
    const { took, failed } = Took.parse(message);
    if (failed.length > 0) console.warn(`${failed.length} of ${atOnce} presses failed: ${failed[0]}`);
    // What Slack has no good answer to has taken longer than any.
    return [...took, ...failed.map(() => Number.POSITIVE_INFINITY)];
  }
  // Until both have their connections, and know who presses.
  for (const few of [1, 10, 50, 100, AT_ONCE]) for (const { requestUrl } of [front, bare]) await round(requestUrl, few);
  const ours: number[] = [];
  const plain: number[] = [];
  for (let i = 0; i < rounds; i++) {
    ours.push(...(await round(front.requestUrl, AT_ONCE)));
    plain.push(...(await round(bare.requestUrl, AT_ONCE)));
  }
  console.log(`\n## ${AT_ONCE} presses at once, ${LATENCY_MS} ms a call, ${rounds} rounds\n`);
  console.log(`| answer to Slack | p50 | p95 | p99 |\n|---|---|---|---|`);
  console.log(row('shub', ours));
  console.log(row('a bare server with the same three calls', plain));
  target('\np99 to the bare server', percentile(ours, 0.99) / percentile(plain, 0.99), 1.5);
  target("p99 of Slack's 3 s", percentile(ours, 0.99) / SLACK_WAITS_MS, 1);
  load.disconnect();
  await Promise.all([front.stop(), bare.stop()]);
}

await oneAtATime(Number(values.presses));
if (Number(values.rounds) > 0) await manyAtOnce(Number(values.rounds));
process.exit(met ? 0 : 1);
