import { type Fault, faultsIn } from '../../domain/digest.ts';
import { quietFeeds } from '../../domain/handover.ts';
import { hub } from './aws.ts';
import { type HealthServices, made } from './check.ts';
import { arrivals, clock, rule } from './events.ts';
import { deadLetters, delivery, queues } from './queues.ts';

/** Every hop between a finding and its card. */
const HOPS = [hub, rule, arrivals, queues, deadLetters, delivery, clock];

/** Why findings may not come in, or not be told: what is wrong with the hops between, and the products that have fallen silent. */
export async function feedFaults(services: HealthServices): Promise<Fault[]> {
  const faults = faultsIn(await Promise.all(HOPS.map((hop) => made(hop, services))));
  // That nothing comes at all is told once, and names every product.
  if (faults.some(({ name }) => name === arrivals.name)) return faults;
  const { clock: _clock, ...products } = await services.heartbeats.last();
  const silent = quietFeeds(products, services.now().getTime());
  return [
    ...faults,
    ...silent.map(({ feed, since }): Fault => ({ name: feed, state: 'amber', says: `silent since ${since.slice(0, 10)}` })),
  ];
}
