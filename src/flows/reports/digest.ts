import type { Digest } from '../../domain/digest.ts';
import { daysOf } from '../../domain/digest-plan.ts';
import { sayOnce } from '../say-once.ts';
import type { Services } from '../services.ts';
import { composeDigest } from './compose-digest.ts';
import { showingProgress } from './progress.ts';

type Needs = Parameters<typeof composeDigest>[1] & Parameters<typeof showingProgress>[1] & Pick<Services, 'policy'>;

/** An earlier try of the same digest is not older than this. */
const TRIED_MS = 60 * 60_000;

interface Asked {
  channel: string;
  id: string;
  /** Whoever waits for it; nobody when it comes by itself. */
  by?: string | undefined;
}

/** Tells a channel what changed, once for each `id`; over the days that the policy's plan covers, or the last day without one. */
export async function postDigest({ channel, id, by }: Asked, services: Needs): Promise<void> {
  const { chat, policy, now, log } = services;
  const tried = new Date(now().getTime() - TRIED_MS);
  const { digest: plan } = await policy();
  const days = plan ? daysOf(plan) : 1;
  const say = async () => {
    const { digest, instead } =
      by === undefined ? { digest: await composeDigest(days, services) } : await inSight({ channel, id, by }, days, tried, services);
    return chat.digest(channel, digest, id, instead);
  };
  const outcome = await sayOnce({ channel, said: () => chat.findPosted(channel, id, tried), say }, services);
  if (outcome.kind === 'ok') return;
  if (outcome.kind !== 'permanent') throw new Error(`The digest was not posted: ${outcome.error}`);
  log.error('digest not posted', { channel, because: outcome.error });
  log.count('DigestsNotPosted');
}

/** The message that says how far it is becomes the digest; that of an earlier try is gone on with. */
async function inSight(
  { channel, id, by }: Record<keyof Asked, string>,
  days: number,
  tried: Date,
  services: Needs,
): Promise<{ digest: Digest; instead: string | undefined }> {
  const token = `${id} in work`;
  const [message] = await services.chat.findPosted(channel, token, tried);
  const about = { channel, title: 'Preparing the digest', who: by, token, message };
  const shown = await showingProgress(about, services, (step) => composeDigest(days, services, step));
  return { digest: shown.made, instead: shown.message };
}
