import type { Fate } from '../../domain/alerting.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import { leadFirst, wanting, workflowOf } from '../../domain/card-changes.ts';
import { type Finding, isOpen } from '../../domain/finding.ts';
import { isHopeless, later, type Outgoing } from '../../domain/outgoing.ts';
import { remember } from '../action/rows.ts';
import type { Services } from '../services.ts';
import type { Results, Tale } from './send-out.ts';

type Needs = Pick<Services, 'hub' | 'audit' | 'cards' | 'findings' | 'log' | 'now'>;

/** Whose word it is in the audit trail. */
const WHO = 'policy';

/**
 * Tells Security Hub NOTIFIED about those findings of a delivered card that are still NEW, because the policy wants it. The
 * card can still be acknowledged: that it was delivered says nothing about anybody having looked.
 */
export async function setNotified(step: Outgoing, tale: Tale, services: Needs): Promise<Results> {
  const { log, now } = services;
  try {
    return { fates: [[step.id, await notify(step, tale, services)]] };
  } catch (error) {
    // Security Hub or the table was away; the page that goes out beside this must not be sent again for that.
    log.warn('NOTIFIED not set', { card: tale.card.key, error: String(error) });
    log.count('NotNotified');
    const hopeless = isHopeless(step, now().getTime());
    return { fates: [[step.id, hopeless ? 'given up' : { later: later(step, now().getTime(), { lasting: false }) }]] };
  }
}

async function notify(step: Outgoing, { card, findings: known }: Tale, services: Needs): Promise<Fate> {
  const { hub, audit, log, now } = services;
  const told = await hub.find(known, { yields: true });
  const fresh = told.filter((finding) => finding.workflow === 'NEW' && isOpen(finding));
  if (fresh.length === 0) return 'needless';
  const text = `Alert delivered by shub to Slack channel ${placeOf(card)}; not acknowledged by anybody yet`;
  const at = now();
  const entry = (finding: string, phase: 'started' | 'done', result?: string) =>
    audit.append({
      id: `${step.id}.${phase}`,
      finding,
      phase,
      who: WHO,
      action: 'notify',
      at: at.toISOString(),
      ...(result && { result }),
    });
  for (const { key } of fresh) await entry(key, 'started');
  const results = await hub.setWorkflow(fresh, 'NOTIFIED', text);
  const changed = fresh.filter((_, i) => results[i]?.done);
  const again = results.some((result) => !result.done && result.again);
  for (const [i, { key, id }] of fresh.entries()) {
    const result = results[i];
    if (!result || result.done) await entry(key, 'done', 'NOTIFIED');
    else {
      log.warn('Security Hub refused a change', { finding: id, code: result.code });
      log.count('UnprocessedFindings');
      if (!result.again) await entry(key, 'done', result.code);
    }
  }
  const note = { text, by: 'shub', at: at.toISOString() };
  for (const finding of changed) await remember({ ...finding, workflow: 'NOTIFIED', note }, { at }, services);
  if (changed.length > 0) await showNotified(card, services);
  if (!again) return 'sent';
  return isHopeless(step, at.getTime()) ? 'given up' : { later: later(step, at.getTime(), { lasting: false }) };
}

/** The card as its findings now stand, unless somebody has pressed something on it meanwhile. */
async function showNotified({ key, subject }: Card, { cards, findings }: Needs): Promise<void> {
  const rows = subject.kind === 'problem' ? await findings.many(subject.members.map((member) => member.key)) : [];
  const [lead, ...others] = leadFirst(rows.map(({ finding }): Finding => finding));
  if (!lead) return;
  const workflow = workflowOf([lead, ...others]);
  await cards.change(key, (stored) =>
    stored && stored.owner === undefined && workflow === 'NOTIFIED'
      ? wanting({ ...stored, workflow, unanswered: true }, [lead, ...others])
      : undefined,
  );
}
