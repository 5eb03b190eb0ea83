import type { AuditEntry } from '../domain/audit.ts';
import { called } from '../domain/call.ts';
import { leadFirst } from '../domain/card-changes.ts';
import { onCallFor } from '../domain/escalation.ts';
import { cardForgotten } from '../domain/forgotten.ts';
import { UserFacingError } from '../domain/refusal.ts';
import type { Request } from '../domain/request.ts';
import { assertCapability } from './action/permission.ts';
import { rehearseCall } from './action/rehearse.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'audit' | 'cards' | 'chat' | 'directory' | 'findings' | 'log' | 'now' | 'policy'>;

/**
 * Somebody calls for help with a card: on record, then written down to be sent as an escalation of the clock's is, and said to
 * whoever called. Doing it twice calls once.
 */
export async function callForHelp(asked: Extract<Request, { kind: 'escalate' }>, services: Needs): Promise<void> {
  const { who, press, card: key, reason } = asked;
  const { audit, cards, chat, findings, log, now, policy } = services;
  const { name } = await assertCapability(who, 'respond', services);
  const card = await cards.get(key);
  if (card?.subject.kind === 'test') return rehearseCall(asked, { card, name }, services);
  if (card?.subject.kind !== 'problem') throw cardForgotten();
  if (!card.open) throw new UserFacingError('already_done', 'This finding is closed meanwhile, so nobody was called.');
  const [lead] = leadFirst((await findings.many(card.subject.members.map((member) => member.key))).map(({ finding }) => finding));
  const whom = asked.whom.length > 0 || !lead ? asked.whom : onCallFor(lead, card.route, (await policy()).onCall);
  if (whom.length === 0)
    throw new UserFacingError('bad_arguments', 'Nobody is on call by the policy, so nobody was called. Name somebody in the form instead.');

  const entry = (finding: string, phase: AuditEntry['phase']): AuditEntry => {
    const common = { id: `${press}.${phase}`, finding, phase, who, action: 'escalate', at: now().toISOString(), reason } as const;
    return phase === 'done' ? { ...common, result: whom.join(' ') } : common;
  };
  for (const { key: finding } of card.subject.members) await audit.append(entry(finding, 'started'));
  const { changed } = await cards.change(key, (stored) => called(stored, { press, by: who, reason, whom }, now()));
  for (const { key: finding } of card.subject.members) await audit.append(entry(finding, 'done'));
  if (!changed) return;
  log.info('help called for', { card: key, who, whom });
  log.count('Escalations', 1, { severity: card.severity, step: 'by hand' });
  const text = 'Called: they are mentioned under the card and paged, and whoever is not in its channel gets it directly.';
  await chat.answer(asked, { kind: 'words', text });
}
