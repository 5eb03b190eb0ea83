import { daysOf } from '../../domain/digest-plan.ts';
import type { Services } from '../services.ts';
import { composeDigest } from './compose-digest.ts';

type Needs = Parameters<typeof composeDigest>[1] & Pick<Services, 'chat' | 'policy' | 'log'>;

/** An earlier try of the same digest is not older than this. */
const TRIED_MS = 60 * 60_000;

/** Tells a channel what changed, once for each `id`; over the days that the policy's plan covers, or the last day without one. */
export async function postDigest({ channel, id }: { channel: string; id: string }, services: Needs): Promise<void> {
  const { chat, policy, now, log } = services;
  if ((await chat.findPosted(channel, id, new Date(now().getTime() - TRIED_MS))).length > 0) return;
  const { digest: plan } = await policy();
  const outcome = await chat.digest(channel, await composeDigest(plan ? daysOf(plan) : 1, services), id);
  if (outcome.kind === 'ok') return;
  if (outcome.kind !== 'permanent') throw new Error(`The digest was not posted: ${outcome.error}`);
  log.error('digest not posted', { channel, because: outcome.error });
  log.count('DigestsNotPosted');
}
