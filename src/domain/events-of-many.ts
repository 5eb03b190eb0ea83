import type { Bulk, BulkItem } from './bulk.ts';
import type { BulkJob } from './bulk-press.ts';
import { type EventOut, MOST_NAMED } from './events-out.ts';

/** The one event about a change of many, or about its being taken back. */
export function bulkEvent({ id, who, work }: BulkJob, { of, since }: NonNullable<Bulk['untold']>, items: readonly BulkItem[]): EventOut {
  const { order, undo } = work;
  const undone = of === 'undone';
  const tally = undone && undo ? undo.tally : work.tally;
  const changed = items.filter((item) => (undone ? item.undone : item.fate)?.is === 'done');
  const reason = order.text;
  return {
    type: 'Findings Changed',
    resources: [],
    detail: {
      version: 1,
      id: undone ? `${id}.undone` : `${id}.changed`,
      time: new Date(since).toISOString(),
      by: undone && undo ? undo.by : who,
      from: 'slack',
      ...(reason !== undefined && reason !== '' && { reason }),
      action: order.action,
      undone,
      changed: tally.done,
      failed: tally.failures,
      leftAlone: Object.values(tally.left).reduce((sum, many) => sum + many, 0),
      findings: changed.slice(0, MOST_NAMED).map(({ id: finding, productArn }) => ({ id: finding, productArn })),
    },
  };
}
