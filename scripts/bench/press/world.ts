import { setTimeout as delay } from 'node:timers/promises';
import { movableClock } from '../../../src/sandbox/clock.ts';
import { bitcoin } from '../../../src/sandbox/samples/detections.ts';
import { ACCOUNTS, HOME } from '../../../src/sandbox/samples/sample.ts';
import type { SlackAnswer } from '../../../src/sandbox/slack/contract.ts';
import type { WireRequest } from '../../../src/sandbox/wire.ts';
import { BOT, startWorld, TEAM } from '../../../src/sandbox/world.ts';
import { wire } from '../../../src/wiring.ts';
import { nameOf } from './calls.ts';
import { type Start, startProcess } from './processes.ts';

const CHANNEL = 'C0ALERTS';
const ANA = 'U0ANA';
const POLICY = `
defaultChannel: ${CHANNEL}
roles:
  responder: [${ANA}]
`;

/** Nothing but pollers that wait for so long: whatever was to come has come. */
const QUIET_MS = 700;

interface Call {
  name: string;
  /** In ms since the press was sent. */
  at: number;
  /** The ts of what it edits. */
  message?: string;
}

/** How a press went, in ms since it was sent. */
export interface Pressed {
  /** When Slack had its answer. */
  answered: number;
  /** When Slack had answered the edit of the card. */
  edited: number;
  /** What came in until then, and what came afterwards; reading queues left out. */
  calls: Call[];
  later: Call[];
}

/** Emulators of everything, and beside them a product and a floor, each in a process of its own. */
export async function benchWorld() {
  const clock = movableClock();
  let where: Omit<Start, 'whole'> | undefined;
  let product = '';
  const world = await startWorld({
    clock,
    log: { info: () => undefined, warn: console.warn, error: console.error, count: () => undefined },
    policy: POLICY,
    users: [{ id: ANA, name: 'ana', real_name: 'Ana', email: 'ana@acme.example', team: TEAM.id }],
    channels: [{ id: CHANNEL, name: 'sec-alerts', members: [BOT.userId, ANA] }],
    groups: [],
    async product({ config, endpoints, log }) {
      where = { config, endpoints };
      const { requestUrl, stop } = await startProcess('product', { ...where, whole: true });
      product = requestUrl;
      const services = await wire(config, { log, endpoints });
      return { requestUrl, stop, services, busy: () => 0, asleep: () => 0, tick: () => Promise.resolve() };
    },
  });
  const { slack, hub, sqs, dynamodb, sns, bus } = world;

  let calls: Call[] = [];
  let latest = clock.now();
  let late = 0;
  const seen = (request: WireRequest): boolean => {
    if (request.operation === 'ReceiveMessage' || request.operation === 'DeleteMessageBatch') return true;
    latest = clock.now();
    const message = request.operation === 'chat.update' && new URLSearchParams(request.body.toString()).get('ts');
    calls.push({ name: nameOf(request), at: latest, ...(message && { message }) });
    return true;
  };

  /** From now on every call of AWS and Slack is answered so much later; the service acts at once. */
  function latency(ms: number): void {
    late = ms;
    for (const { faults } of [slack, hub, sqs, dynamodb, sns, bus]) {
      faults.clear();
      faults.add({ operation: '*', fault: { do: 'delay', ms }, when: seen });
    }
  }
  latency(0);
  await world.services.installation.at();

  async function quiet(): Promise<void> {
    while (clock.now() - latest < QUIET_MS) await delay(20);
  }

  const cards = () => (slack.state.messages.get(CHANNEL) ?? []).filter(({ thread_ts, deleted }) => !thread_ts && !deleted);

  /** The same services with queues that nobody but the one who gets this reads. */
  function aside(name: string): Omit<Start, 'whole'> {
    if (!where) throw new Error('The product was not started');
    const { url } = sqs.create(name);
    return { ...where, config: { ...where.config, queues: { wake: url, actions: url, admin: url, reports: url } } };
  }

  /** What people see then is up to date and nothing is under way. Resolves to the ts of the new card. */
  async function aCard(): Promise<string> {
    const before = cards().length;
    const at = clock.now();
    hub.imports({ ...bitcoin({ account: ACCOUNTS.payments, region: HOME, at }), Severity: { Label: 'HIGH' } });
    while (cards().length === before) await delay(20);
    await quiet();
    return cards().at(-1)?.ts ?? '';
  }

  const acknowledge = (ts: string) => () => slack.as(ANA).act({ channel: CHANNEL, ts }, { actionId: 'finding:acknowledge' });
  /** Sends off the same request once more, signed anew. */
  const pressAgain =
    ({ body }: { body: string }) =>
    () =>
      slack.deliver(body, {});

  /** Has a card acknowledged and waits until all has come of it. `url`: who answers Slack. */
  async function press(ts: string, url: string, how: () => Promise<SlackAnswer> = acknowledge(ts)): Promise<Pressed> {
    slack.connect(url);
    calls = [];
    const sent = clock.now();
    const answer = await how();
    if (answer.status !== 200) throw new Error(`Slack was answered ${answer.status}`);
    const begun = () => calls.find(({ message }) => message === ts)?.at ?? Number.POSITIVE_INFINITY;
    const edit = () => slack.calls.find(({ operation, at }) => operation === 'chat.update' && at >= begun() + late - 1);
    while (!edit()) await delay(5);
    const edited = (edit()?.at ?? Number.NaN) - sent;
    const shown = cards().find((card) => card.ts === ts);
    const drawn = JSON.stringify([shown?.text, shown?.attachments]);
    if (!drawn.includes('Acknowledged')) throw new Error(`The card does not show the press but ${drawn}`);
    await quiet();
    const since = calls.map(({ name, at }) => ({ name, at: at - sent }));
    return {
      answered: answer.took,
      edited,
      calls: since.filter(({ at }) => at < edited),
      later: since.filter(({ at }) => at >= edited),
    };
  }

  return { ...world, latency, aside, aCard, press, pressAgain, product };
}
