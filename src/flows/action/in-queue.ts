import type { Services } from '../services.ts';

/** Longer than the queue tries by itself: five times, three minutes apart (infra/queues.yml). */
export const QUEUE_TRIES_MS = 20 * 60_000;

/** Notes that the queue has this press and brings it back for as long as it tries; false when that was noted before. */
export const noteInQueue = (intent: string, { nonces }: Pick<Services, 'nonces'>): Promise<boolean> =>
  nonces.use(`in queue ${intent}`, QUEUE_TRIES_MS / 1000);
