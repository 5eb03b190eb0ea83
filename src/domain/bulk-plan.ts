import { type BulkAction, type BulkItem, type BulkTally, PART_SIZE, type Plan } from './bulk.ts';
import type { Severity, WorkflowStatus } from './finding.ts';

type Standing = Pick<BulkItem, 'workflow' | 'severity' | 'live' | 'unanswered' | 'carded'>;

/** Why an action leaves a finding alone; undefined when it does not. `approval`: the severities that need a second person to suppress. */
export function leftAlone(action: BulkAction, standing: Standing, approval: readonly Severity[]): string | undefined {
  const { workflow, severity, live, unanswered, carded } = standing;
  if (!live) return 'archived, or its check passes';
  const open = workflow === 'NEW' || workflow === 'NOTIFIED';
  switch (action) {
    case 'acknowledge':
      return workflow === 'NEW' || (workflow === 'NOTIFIED' && unanswered) ? undefined : STANDS[workflow];
    case 'resolve':
      return open ? undefined : STANDS[workflow];
    case 'suppress':
      if (!open) return STANDS[workflow];
      return approval.includes(severity) ? 'needs a second person: suppress it on its card' : undefined;
    case 'assign':
      if (!open) return STANDS[workflow];
      return carded ? undefined : 'has no card to put a name on';
    case 'reopen':
      return workflow === 'NEW' ? STANDS.NEW : undefined;
  }
}

const STANDS: Record<WorkflowStatus, string> = {
  NEW: 'new already',
  NOTIFIED: 'acknowledged already',
  RESOLVED: 'resolved already',
  SUPPRESSED: 'suppressed already',
};

/** What an action would do to all of these. */
export function planFor(action: BulkAction, items: readonly BulkItem[], approval: readonly Severity[]): Plan {
  const does = items.filter((item) => leftAlone(action, item, approval) === undefined);
  return {
    does: does.length,
    accounts: new Set(does.map(({ account }) => account)).size,
    critical: does.filter(({ severity }) => severity === 'CRITICAL').length,
    left: counted(items.flatMap((item) => leftAlone(action, item, approval) ?? [])),
  };
}

/** In parts, findings of one problem in the same wherever they fit. */
export function inParts(items: readonly BulkItem[]): BulkItem[][] {
  const parts: BulkItem[][] = [];
  for (const problem of new Set(items.map((item) => item.problem))) {
    const siblings = items.filter((item) => item.problem === problem);
    for (let from = 0; from < siblings.length; from += PART_SIZE) {
      const some = siblings.slice(from, from + PART_SIZE);
      const last = parts.at(-1);
      if (last && last.length + some.length <= PART_SIZE) last.push(...some);
      else parts.push([...some]);
    }
  }
  return parts;
}

const MOST_NAMED = 10;

/** The tally with a part's fates added; `of` tells which, and nothing is said of an item without one. */
export function tallied(tally: BulkTally, items: readonly BulkItem[], of: 'fate' | 'undone'): BulkTally {
  const done = items.filter((item) => item[of]?.is === 'done');
  const failed = items.flatMap(({ name, [of]: fate }) => (fate?.is === 'failed' ? [{ name, because: fate.because }] : []));
  const left = items.flatMap(({ [of]: fate }) => (fate?.is === 'left' ? [fate.because] : []));
  return {
    done: tally.done + done.length,
    accounts: [...new Set([...tally.accounts, ...done.map(({ account }) => account)])],
    critical: tally.critical + done.filter(({ severity }) => severity === 'CRITICAL').length,
    failed: [...tally.failed, ...failed].slice(0, MOST_NAMED),
    failures: tally.failures + failed.length,
    left: added(tally.left, counted(left)),
  };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function added(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  return Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
