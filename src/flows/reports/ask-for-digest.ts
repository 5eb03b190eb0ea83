import { digestDue } from '../../domain/digest-plan.ts';
import type { Services } from '../services.ts';

/** A digest of a day is asked for once; the day is over before this is. */
const TWO_DAYS_SECONDS = 2 * 24 * 3600;

/** Whoever died while asking for it is followed by another after this. */
const ASKING_SECONDS = 2 * 60;

/**
 * Has the digest posted that the policy wants, when its hour has come. Asked for by one clock at a time, and asked for again when
 * that one died: a digest that is asked for twice is posted once.
 */
export async function askForDigest({ policy, nonces, queues, now }: Pick<Services, 'policy' | 'nonces' | 'queues' | 'now'>): Promise<void> {
  const { digest } = await policy();
  const day = digest && digestDue(digest, now());
  if (!digest || day === undefined) return;
  const id = `digest of ${day}`;
  if ((await nonces.used(id)) || !(await nonces.use(`asking for ${id}`, ASKING_SECONDS))) return;
  await queues.request({ kind: 'digest', channel: digest.channel, id }, 'reports');
  await nonces.use(id, TWO_DAYS_SECONDS);
}
