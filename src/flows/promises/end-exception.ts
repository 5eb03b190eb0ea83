import { withNews } from '../../domain/alerting.ts';
import type { Card } from '../../domain/card.ts';
import { anew, wanting, workflowOf } from '../../domain/card-changes.ts';
import { type Exception, whyOf } from '../../domain/exception.ts';
import { type Finding, isOpen } from '../../domain/finding.ts';
import { CLOCK } from '../../domain/intent.ts';
import { promisesKept } from '../../domain/promises.ts';
import { messageOf } from '../message-of.ts';
import type { Services } from '../services.ts';
import { followPress } from '../tickets/follow-press.ts';
import { backToNew } from './back-to-new.ts';

type Needs = Parameters<typeof backToNew>[3] & Parameters<typeof followPress>[1] & Pick<Services, 'cards' | 'policy' | 'now'>;

/** The suppression has lasted as long as it may: its findings are NEW again, and people hear of them as they did at first. */
export async function endException(card: Card, services: Needs): Promise<void> {
  const { exception } = card;
  if (!exception) return;
  const why = `the suppression until ${exception.until.slice(0, 10)} has ended; it was suppressed because ${whyOf(exception)}`;
  const { id, findings } = await backToNew(card, 'SUPPRESSED', { name: `${exception.since}|ended`, why }, services);
  const { sla, notified } = await services.policy();
  const sheetAt = card.state === 'LISTED' ? await messageOf(card, services) : undefined;
  await services.cards.change(card.key, (stored) => {
    if (stored?.exception?.since !== exception.since) return undefined;
    const { exception: _ended, ...rest } = stored;
    const [lead, ...others] = findings;
    // Security Hub has lost its findings, or what is left is closed for another reason: nobody needs to hear of that.
    if (!lead || !findings.some(isOpen)) return { ...rest, want: `${stored.want} ended` };
    return raisedAgain(rest, exception, [lead, ...others], {
      id,
      because: why,
      happened: { action: 'reopen', by: CLOCK, from: 'shub', reason: why },
      notify: notified === 'on-delivery',
      sla,
      ...(sheetAt && { sheetAt }),
      now: services.now(),
    });
  });
  await followPress(card.key, services);
}

type Cause = Parameters<typeof withNews>[2] & Pick<Parameters<typeof promisesKept>[2], 'sla'> & Pick<Parameters<typeof anew>[1], 'sheetAt'>;

function raisedAgain(
  card: Card,
  exception: Exception,
  findings: readonly [Finding, ...Finding[]],
  { sla, sheetAt, ...cause }: Cause,
): Card {
  const [lead] = findings;
  const open = { ...card, severity: lead.severity, workflow: workflowOf(findings), open: true };
  const raised = anew(open, { because: 'its suppression has ended', raisedBy: cause.id, now: cause.now, ...(sheetAt && { sheetAt }) });
  const after = { ...promisesKept(card, raised, { findings, because: cause.because, sla }), lapsed: exception };
  return withNews(card, wanting(after, findings), cause);
}
