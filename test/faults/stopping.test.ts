import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startContainer } from '../../src/container.ts';
import { wireFront } from '../../src/wiring-front.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 60_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

async function another() {
  const front = await wireFront(world.config, world.services);
  return startContainer({
    config: world.config,
    services: world.services,
    front,
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

test('a container that is told to stop finishes what it began, and another goes on with the rest', async () => {
  const second = await another();
  world.hub.imports(...many(10));
  await world.settle(2_000);
  const stopping = second.stop();
  await world.minutes(2);
  await stopping;
  expect(world.cards()).toHaveLength(10);
});

test('a load balancer keeps connections for a minute: the container keeps them longer, so that no press meets one that is being closed', async () => {
  const second = await another();
  const { headers } = await fetch(new URL('/healthz', second.requestUrl));
  await second.stop();

  expect(Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60);
});
