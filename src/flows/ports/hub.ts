import type { Finding, FindingRef, Severity, WorkflowStatus } from '../../domain/finding.ts';
import type { FindingsQuery } from '../../domain/findings-query.ts';

/** What happened to one finding of an update. `again`: trying the same later can help. */
export type UpdateResult = { ref: FindingRef } & ({ done: true } | { done: false; again: boolean; code: string; words: string });

export interface FindingsPage {
  findings: Finding[];
  /** Absent on the last page. */
  next?: string;
}

export interface Hub {
  /**
   * The present states of these findings; those that Security Hub no longer has are left out. `yields`: nobody waits for it, so
   * whatever somebody does wait for goes first.
   */
  find(refs: readonly FindingRef[], manner?: { yields: boolean }): Promise<Finding[]>;
  /**
   * The finding as Security Hub tells it, unparsed; undefined when it is gone. Of a finding that this hub has itself resolved
   * to, as it was then, with no further call.
   */
  raw(ref: FindingRef): Promise<unknown>;
  /** The finding with this id, whatever its product. */
  findById(id: string): Promise<Finding[]>;
  /** Active findings, the most severe and newest first, `size` at most (100 at most). */
  list(query: FindingsQuery, options: { size: number; cursor?: string }): Promise<FindingsPage>;
  /**
   * Open findings of these severities, 100 at most, in an order that stays while they are read. `stale`: Security Hub does not
   * know the cursor any more.
   */
  openOf(severities: readonly Severity[], cursor?: string): Promise<FindingsPage | 'stale'>;
  /** Findings of any state that were updated since then, 100 at most, the longest ago first. `stale` as above. */
  updatedSince(since: string, cursor?: string): Promise<FindingsPage | 'stale'>;
  /** One result per finding, in their order; without a status only the note is written. Its HTTP answer being 200 says nothing about any of them. */
  setWorkflow(refs: readonly FindingRef[], status: WorkflowStatus | undefined, note: string): Promise<UpdateResult[]>;
}
