import { createHash } from 'node:crypto';
import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import type { Intent } from '../../domain/intent.ts';
import { withAccountName } from '../../domain/route.ts';
import { changeSecurityHub } from '../action/change-security-hub.ts';
import { remember } from '../action/rows.ts';
import type { Services } from '../services.ts';

type Needs = Parameters<typeof changeSecurityHub>[4] & Parameters<typeof remember>[2] & Pick<Services, 'hub' | 'findings' | 'policy'>;

/** Whose word it is in the audit trail, on the card and on the event bus. */
export const CLOCK = 'shub';

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
  const press = pressOfClock(card, name, why, now());
  if (card.subject.kind !== 'problem') return { id: press.id, findings: [] };
  const { accounts } = await policy();
  const read = (await hub.find(card.subject.members)).map((finding) => withAccountName(finding, accounts));
  const meant = read.filter(({ workflow }) => workflow === from);
  if (meant.length === 0) return { id: press.id, findings: leadFirst(read) };

  const text = `Re-opened by shub: ${why}`.slice(0, NOTE_LIMIT);
  const { changed } = await changeSecurityHub(press, meant, 'NEW', text, services);
  const at = now();
  const done = new Set(changed.map(({ key }) => key));
  const after = read.map(
    (finding): Finding =>
      done.has(finding.key) ? { ...finding, workflow: 'NEW', note: { text, by: 'shub', at: at.toISOString() } } : finding,
  );
  for (const finding of after) await remember(finding, at, services);
  return { id: press.id, findings: leadFirst(after) };
}

/** What Security Hub's Note takes (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_NoteUpdate.html). */
const NOTE_LIMIT = 512;

/** Never stored: nobody is to take it up but the clock, by the card itself. */
function pressOfClock({ key, channel, actionVersion }: Card, name: string, text: string, now: Date): Intent {
  const id = createHash('sha256').update(`${key}|${name}`).digest('hex').slice(0, 32);
  const waiting = { state: 'REQUESTED', thread: 'waiting' } as const;
  return { id, who: CLOCK, action: 'reopen', card: key, actionVersion, channel, text, requestedAt: now.toISOString(), ...waiting };
}
