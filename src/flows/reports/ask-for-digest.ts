import { digestDue } from '../../domain/digest-plan.ts';
import type { Services } from '../services.ts';

/** A digest of a day is asked for once; the day is over before this is. */
const TWO_DAYS_SECONDS = 2 * 24 * 3600;

/** Has the digest posted that the policy wants, when its hour has come. */
export async function askForDigest({ policy, nonces, queues, now }: Pick<Services, 'policy' | 'nonces' | 'queues' | 'now'>): Promise<void> {
  const { digest } = await policy();
  const day = digest && digestDue(digest, now());
  if (!digest || day === undefined) return;
  const id = `digest of ${day}`;
  if (await nonces.use(id, TWO_DAYS_SECONDS)) await queues.request({ kind: 'digest', channel: digest.channel, id }, 'reports');
}
