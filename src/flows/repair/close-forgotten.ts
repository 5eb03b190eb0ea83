import { isForgotten } from '../../domain/expires-at.ts';
import { type Finding, isOpen } from '../../domain/finding.ts';
import { takeInFinding } from '../take-in-finding.ts';

type Needs = Parameters<typeof takeInFinding>[1];

/**
 * Closes those findings that are open here and that Security Hub has dropped, as if it had archived them first: nothing else ever
 * would, and no press can change them. Resolves to the channels in which that shows.
 */
export async function closeForgotten(asked: readonly { key: string }[], told: readonly Finding[], services: Needs): Promise<Set<string>> {
  const { findings, hub, log, now } = services;
  const wake = new Set<string>();
  const untold = asked.map(({ key }) => key).filter((key) => !told.some((finding) => finding.key === key));
  for (const { finding } of await findings.many(untold)) {
    if (!isOpen(finding) || !isForgotten(finding, now())) continue;
    if ((await hub.raw(finding)) !== undefined) continue; // It has it, in a form that we cannot read.
    const taken = await takeInFinding({ finding: { ...finding, recordState: 'ARCHIVED' }, seen: now(), byHand: false }, services);
    for (const channel of taken.wake) wake.add(channel);
    log.info('Security Hub has dropped an open finding', { finding: finding.id, updatedAt: finding.updatedAt });
    log.count('DroppedFindings');
  }
  return wake;
}
