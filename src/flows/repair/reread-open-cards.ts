import type { Services } from '../services.ts';
import type { takeInFinding } from '../take-in-finding.ts';
import { timeIsUp } from '../time-is-up.ts';
import { wakeChannels } from '../wake-channels.ts';
import { closeForgotten } from './close-forgotten.ts';
import { compare } from './compare.ts';

type Needs = Parameters<typeof takeInFinding>[1] & Pick<Services, 'channels' | 'queues' | 'sleep' | 'stopping'>;

/** Once a day, with room for a run that is late. */
const AFTER_MS = 22 * 3600_000;
const CARDS_AT_ONCE = 20;
/** Each asks for as many findings as one call takes, and waits as the throttle of GetFindings demands. */
const MOST_ROUNDS = 40;
const PACE_MS = 400;

/** Re-reads the findings of the open cards that were not compared for a day, the longest first; what is left comes in the next run. */
export async function rereadOpenCards(deadline: Date, services: Needs, options: { again: boolean }): Promise<void> {
  const { cards, hub, now, sleep } = services;
  for (let round = 0; round < MOST_ROUNDS && !timeIsUp(deadline, services); round++) {
    const some = await cards.unchecked(new Date(now().getTime() - AFTER_MS), CARDS_AT_ONCE);
    if (some.length === 0) return;
    const refs = some.flatMap(({ subject }) => (subject.kind === 'problem' ? subject.members : []));
    const told = await hub.find(refs, { yields: true });
    await wakeChannels(await compare(told, services, options), services);
    await wakeChannels(await closeForgotten(refs, told, services), services);
    for (const { key } of some) await cards.change(key, (card) => card && { ...card, checkedAt: now().toISOString() });
    await sleep(PACE_MS);
  }
}
