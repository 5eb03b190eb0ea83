import type { AuditEntry } from '../../domain/audit.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import { type Intent, reasonOf } from '../../domain/intent.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Services, UpdateResult } from '../services.ts';
import { sideBySide } from '../side-by-side.ts';

/** How long to wait before each further try of what Security Hub says can be tried again. */
const WAITS_MS = [300, 1_000, 3_000];

/**
 * Sets the workflow status of all these findings to what `statusOf` says (undefined: it stays, only the note is written), each
 * under its own ProductArn. That it is about to happen is in the
 * audit trail before, with a copy of what was known then, what came of it after; `meanwhile` is done while the latter is written,
 * with those that were changed if there are any. Throws what to tell the person if not a single one was changed.
 */
export async function changeSecurityHub<T = undefined>(
  intent: Intent,
  findings: readonly Finding[],
  statusOf: (finding: Finding) => WorkflowStatus | undefined,
  note: string,
  { hub, audit, intents, log, now, sleep }: Pick<Services, 'hub' | 'audit' | 'intents' | 'log' | 'now' | 'sleep'>,
  meanwhile?: (changed: readonly Finding[]) => Promise<T>,
): Promise<{ changed: Finding[]; refused: string[]; meanwhile: T | undefined }> {
  // Each finding has a chain of its own, so none waits for another; Security Hub waits for them all.
  await sideBySide(
    ...findings.map(async (finding) => {
      const raw = (await hub.raw(finding)) ?? null;
      await audit.append(auditEntry(intent, finding.key, 'started', now()), { finding, raw });
    }),
  );

  const results = new Map<string, UpdateResult>();
  for (const wait of [0, ...WAITS_MS]) {
    const left = findings.filter(({ key }) => needsTrying(results.get(key)));
    if (left.length === 0) break;
    await sleep(wait);
    for (const [status, some] of byStatus(left, statusOf)) {
      const answers = await hub.setWorkflow(some, status, note);
      for (const [i, { key }] of some.entries()) {
        const answer = answers[i];
        if (answer) results.set(key, answer);
      }
    }
  }

  const changed = findings.filter(({ key }) => results.get(key)?.done);
  const [, beside] = await sideBySide(
    // From here on it is not true any more that nothing was done, whatever else fails.
    changed.length > 0 ? intents.move(intent.id, intent, { state: intent.state, thread: intent.thread, changed: true }) : undefined,
    changed.length > 0 ? meanwhile?.(changed) : undefined,
    ...findings.map((finding) => {
      const result = results.get(finding.key);
      const came = result?.done ? (statusOf(finding) ?? intent.assignee ?? 'noted') : (result?.code ?? 'Unknown');
      return audit.append(auditEntry(intent, finding.key, 'done', now(), came));
    }),
  );
  const refusals = [...results.values()].filter((result) => !result.done);
  for (const { ref, code } of refusals) {
    log.warn('Security Hub refused a change', { finding: ref.id, productArn: ref.productArn, code });
    log.count('UnprocessedFindings');
  }
  const refused = [...new Set(refusals.map(({ words, again }) => (again ? `${words} (try again in a minute)` : words)))];
  if (changed.length === 0) throw new UserFacingError('not_done', `Not done: ${refused.join('; ')}. Nothing was changed.`);
  return { changed, refused, meanwhile: beside };
}

/**
 * Ends in the audit trail what is in there as started by this press and came out so: a worker died between Security Hub and the
 * trail, and whoever follows finds nothing left to change.
 */
export async function endOnRecord(
  intent: Intent,
  findings: readonly Finding[],
  { audit, now }: Pick<Services, 'audit' | 'now'>,
): Promise<void> {
  await sideBySide(
    ...findings.map(async ({ key, workflow }) => {
      const ids = (await audit.chain(key)).map(({ id }) => id);
      const open = ids.includes(`${intent.id}.started`) && !ids.includes(`${intent.id}.done`);
      if (open) await audit.append(auditEntry(intent, key, 'done', now(), workflow));
    }),
  );
}

/** Nearly always one group: a press that is taken back may have found its findings apart. */
function byStatus(findings: readonly Finding[], statusOf: (finding: Finding) => WorkflowStatus | undefined) {
  const groups = new Map<WorkflowStatus | undefined, Finding[]>();
  for (const finding of findings) groups.set(statusOf(finding), [...(groups.get(statusOf(finding)) ?? []), finding]);
  return groups;
}

const needsTrying = (result: UpdateResult | undefined): boolean => !result || (!result.done && result.again);

function auditEntry(intent: Intent, finding: string, phase: AuditEntry['phase'], at: Date, result?: string): AuditEntry {
  const reason = reasonOf(intent);
  return {
    id: `${intent.id}.${phase}`,
    finding,
    phase,
    who: intent.who,
    action: intent.action,
    at: at.toISOString(),
    ...(reason && { reason }),
    ...(result && { result }),
  };
}
