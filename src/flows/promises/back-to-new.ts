import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import { pressOfClock } from '../../domain/intent.ts';
import { withAccountName } from '../../domain/route.ts';
import { changeSecurityHub, endOnRecord } from '../action/change-security-hub.ts';
import { remember } from '../action/rows.ts';
import type { Services } from '../services.ts';

type Needs = Parameters<typeof changeSecurityHub>[4] & Parameters<typeof remember>[2] & Pick<Services, 'hub' | 'findings' | 'policy'>;

/**
 * Sets those findings of a card that are in this status to NEW, because of a promise that `name` names: on record as a press
 * of the clock's. Resolves to all of them as they then stand, the lead first; none when Security Hub has lost them. Safe to repeat.
 */
export async function backToNew(
  card: Card,
  from: WorkflowStatus,
  { name, why }: { name: string; why: string },
  services: Needs,
): Promise<{ id: string; findings: Finding[] }> {
  const { hub, now, policy } = services;
  const press = pressOfClock({ card: card.key, channel: card.channel, actionVersion: card.actionVersion, text: why }, name, now());
  if (card.subject.kind !== 'problem') return { id: press.id, findings: [] };
  const { accounts } = await policy();
  const read = (await hub.find(card.subject.members, { yields: true })).map((finding) => withAccountName(finding, accounts));
  const meant = read.filter(({ workflow }) => workflow === from);
  await endOnRecord(
    press,
    read.filter(({ workflow }) => workflow === 'NEW'),
    services,
  );
  if (meant.length === 0) return { id: press.id, findings: leadFirst(read) };

  const text = `Re-opened by shub: ${why}`.slice(0, NOTE_LIMIT);
  const { changed } = await changeSecurityHub(press, meant, () => 'NEW', text, services);
  const at = now();
  const done = new Set(changed.map(({ key }) => key));
  const after = read.map(
    (finding): Finding =>
      done.has(finding.key) ? { ...finding, workflow: 'NEW', note: { text, by: 'shub', at: at.toISOString() } } : finding,
  );
  for (const finding of after) await remember(finding, { at }, services);
  return { id: press.id, findings: leadFirst(after) };
}

/** What Security Hub's Note takes (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NoteUpdate.html). */
const NOTE_LIMIT = 512;
