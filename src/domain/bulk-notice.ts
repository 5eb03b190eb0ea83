import type { Bulk, BulkAction, BulkOrder, BulkTally, Plan } from './bulk.ts';
import { DONE_WORD } from './bulk-press.ts';
import { whyOf } from './exception.ts';
import type { Notice } from './notice.ts';

const DOING: Record<BulkAction, string> = {
  acknowledge: 'Acknowledging',
  resolve: 'Resolving',
  suppress: 'Suppressing',
  assign: 'Assigning',
  reopen: 'Re-opening',
};

const count = (many: number, what = 'finding'): string => `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`;
const places = (accounts: number): string => `${accounts} account${accounts === 1 ? '' : 's'}`;

/** `37 findings in 4 accounts, 5 of them CRITICAL`. */
export function extentWords({ does, accounts, critical }: Pick<Plan, 'does' | 'accounts' | 'critical'>, what = 'finding'): string {
  return `${count(does, what)} in ${places(accounts)}${critical > 0 ? `, ${critical} of them CRITICAL` : ''}`;
}

/** What is left alone, the most first: `3 acknowledged already`. */
export const leftWords = (left: Readonly<Record<string, number>>): string[] =>
  Object.entries(left)
    .sort(([, a], [, b]) => b - a)
    .map(([because, many]) => `${many} ${because}`);

/** What a change of many says of itself: how far it is, then what came of it, and for ten minutes how to take it back. */
export function bulkNotice(bulk: Bulk, { id, by }: { id: string; by: string }): Notice {
  const { order, stage, tally, undo } = bulk;
  if (undo) return undoNotice(bulk, undo);
  if (stage === 'changing') {
    return {
      tone: 'working',
      title: `${DOING[order.action]} ${count(bulk.count)}`,
      lines: [bulk.what, ...whyLines(order)],
      progress: { done: seen(tally), of: bulk.count },
      by,
    };
  }
  const undoable = stage === 'undoable' && bulk.undoUntil !== undefined && tally.done > 0;
  return {
    tone: tally.failures > 0 ? 'bad' : 'good',
    title: `${DONE_WORD[order.action]} ${tally.done.toLocaleString('en')} of ${count(bulk.count)}`,
    lines: [
      bulk.what,
      ...whyLines(order),
      ...(tally.done > 0 ? [extentWords({ does: tally.done, accounts: tally.accounts.length, critical: tally.critical })] : []),
      ...remainderLines(tally),
    ],
    by,
    ...(undoable && { undo: id }),
  };
}

function undoNotice({ order, stage, tally, what }: Bulk, undo: NonNullable<Bulk['undo']>): Notice {
  const over = stage === 'over';
  return {
    tone: over ? (undo.tally.failures > 0 ? 'bad' : 'good') : 'working',
    title: over
      ? `Taken back: ${undo.tally.done} of ${count(tally.done)} stand as before`
      : `Taking back what was ${DONE_WORD[order.action].toLowerCase()}`,
    lines: [what, `They had been ${DONE_WORD[order.action].toLowerCase()} together`, ...remainderLines(undo.tally)],
    ...(!over && { progress: { done: seen(undo.tally), of: tally.done } }),
    by: undo.by,
  };
}

function whyLines({ action, reasonClass, text = '', until }: BulkOrder): string[] {
  const why = action === 'suppress' ? whyOf({ reasonClass: reasonClass ?? 'other', text }) : text;
  return [...(why === '' ? [] : [`Because ${why}`]), ...(until === undefined ? [] : [`Until ${until.slice(0, 10)}`])];
}

function remainderLines({ failures, failed, left }: BulkTally): string[] {
  return [
    ...(failures > 0 ? [`${failures} not changed:`] : []),
    ...failed.map(({ name, because }) => `${name}: ${because}`),
    ...(failures > failed.length ? [`and ${failures - failed.length} more`] : []),
    ...(Object.keys(left).length > 0 ? [`Left alone: ${leftWords(left).join('; ')}`] : []),
  ];
}

const seen = ({ done, failures, left }: BulkTally): number => done + failures + Object.values(left).reduce((sum, many) => sum + many, 0);
