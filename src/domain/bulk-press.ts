import type { Bulk, BulkAction } from './bulk.ts';
import type { Card } from './card.ts';
import { wanting, workflowOf } from './card-changes.ts';
import { isOpen } from './finding.ts';
import type { Intent } from './intent.ts';
import type { Job } from './job.ts';
import { afterPress } from './press-changes.ts';

/** A job that changes many. */
export type BulkJob = Pick<Job, 'id' | 'who' | 'channel' | 'startedAt'> & { work: Bulk };

/** What a change of many does to one card, as the press that it amounts to there; of a card or of none. Never stored. */
export function pressOfMany({ id, who, channel, startedAt, work }: BulkJob, card?: Pick<Card, 'key' | 'actionVersion'>): Intent {
  const { order, undo } = work;
  const common = {
    card: card?.key ?? '',
    actionVersion: card?.actionVersion ?? 0,
    channel,
    requestedAt: startedAt,
    state: 'APPLIED',
    thread: 'sent',
  } as const;
  if (undo) {
    const undoes = { action: order.action, suppresses: undo.suppressing };
    return { ...common, id: `${id}.undo`, who: undo.by, action: 'undo', undoes };
  }
  const { action, text, reasonClass, until } = order;
  return {
    ...common,
    id,
    who,
    action,
    ...(text !== undefined && text !== '' && { text }),
    ...(reasonClass !== undefined && { reasonClass }),
    ...(until !== undefined && { until }),
    ...(action === 'assign' && { assignee: who }),
  };
}

/**
 * The card after a change of many. Nothing goes out about it alone, because one event tells of all; and Security Hub is not asked
 * about each of a thousand whether it has really done it.
 */
export function afterMany(card: Card, press: Intent, pressed: Parameters<typeof afterPress>[2]): Card {
  const { confirm: _confirm, ...after } = afterPress(card, press, pressed);
  const { findings } = pressed;
  const alone = after.outgoing.filter(({ id, kind }) => kind !== 'event' || id !== press.id);
  return wanting({ ...after, workflow: workflowOf(findings), open: findings.some(isOpen), outgoing: alone }, findings);
}

/** What it is called afterwards. */
export const DONE_WORD: Record<BulkAction, string> = {
  acknowledge: 'Acknowledged',
  resolve: 'Resolved',
  suppress: 'Suppressed',
  assign: 'Assigned',
  reopen: 'Re-opened',
};
