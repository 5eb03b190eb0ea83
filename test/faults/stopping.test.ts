import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startContainer } from '../../src/container.ts';
import type { HttpReceiver } from '../../src/slack/receiver.ts';
import { wireFront } from '../../src/wiring-front.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

async function another(front?: HttpReceiver) {
  return startContainer({
    config: world.config,
    services: world.services,
    front: front ?? wireFront(world.config, world.services),
    host: '127.0.0.1',
    endpoint: world.sqs.url,
    ticking: false,
  });
}
const many = (count: number) => Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}` }));

test('two containers that deliver at once post every card once', async () => {
  const second = await another();
  await world.arrives(...many(12));
  await world.minutes(1);
  await second.stop();
  expect(world.cards()).toHaveLength(12);
  expect(new Set(world.cards().map(({ text }) => text)).size).toBe(12);
});

test('a press that is being answered when the container is told to stop is answered, and its connection is not kept', async () => {
  const front = wireFront(world.config, world.services);
  let begun = (): void => undefined;
  let goOn = (): void => undefined;
  const inHand = new Promise<void>((resolve) => (begun = resolve));
  const told = new Promise<void>((resolve) => (goOn = resolve));
  const second = await another({
    ...front,
    async handle(request) {
      begun();
      await told;
      return front.handle(request);
    },
  });
  const answer = fetch(second.requestUrl, { method: 'POST', body: 'not signed' });
  await inHand;
  const stopped = second.stop();
  goOn();
  const { status, headers } = await answer;

  expect({ status, connection: headers.get('connection') }).toEqual({ status: 401, connection: 'close' });
  await stopped;
});

test('a load balancer keeps connections for a minute: the container keeps them longer, so that no press meets one that is being closed', async () => {
  const second = await another();
  const { headers } = await fetch(new URL('/healthz', second.requestUrl));
  await second.stop();

  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});
