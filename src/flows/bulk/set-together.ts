import type { AuditEntry } from '../../domain/audit.ts';
import type { Fate } from '../../domain/bulk.ts';
import type { Finding, WorkflowStatus } from '../../domain/finding.ts';
import type { Services, UpdateResult } from '../services.ts';
import { atOnce } from './at-once.ts';

type Needs = Pick<Services, 'hub' | 'audit' | 'log' | 'now' | 'sleep'>;

/** What is written about each of many findings. `id` names it, so that doing it again after a crash writes nothing twice. */
export interface Together extends Pick<AuditEntry, 'id' | 'who' | 'action' | 'reason'> {
  note: string;
}

/** How long to wait before each further try of what Security Hub says can be tried again. */
const WAITS_MS = [300, 1_000, 3_000];

/**
 * Gives each of these findings its status, in calls of a hundred: on record before, one by one, and what came of each after.
 * Resolves to that by the finding's key. Throws when Security Hub does not answer at all, and then all of it may be done again.
 */
export async function setTogether(
  wanted: readonly { finding: Finding; status: WorkflowStatus }[],
  about: Together,
  services: Needs,
): Promise<Map<string, Fate>> {
  const { hub, audit, log, now, sleep } = services;
  const { note: _note, ...entry } = about;
  const at = () => now().toISOString();
  await atOnce(wanted, async ({ finding }) => {
    const raw = (await hub.raw(finding)) ?? null;
    await audit.append({ ...entry, id: `${about.id}.started`, finding: finding.key, phase: 'started', at: at() }, { finding, raw });
  });

  const results = new Map<string, UpdateResult>();
  for (const wait of [0, ...WAITS_MS]) {
    const left = wanted.filter(({ finding }) => needsTrying(results.get(finding.key)));
    if (left.length === 0) break;
    await sleep(wait);
    for (const status of new Set(left.map((one) => one.status))) {
      const some = left.filter((one) => one.status === status);
      const answers = await hub.setWorkflow(
        some.map(({ finding }) => finding),
        status,
        about.note,
      );
      for (const [i, { finding }] of some.entries()) {
        const answer = answers[i];
        if (answer) results.set(finding.key, answer);
      }
    }
  }

  await atOnce(wanted, ({ finding: { key }, status }) => {
    const result = results.get(key);
    const came = result?.done ? status : (result?.code ?? 'Unknown');
    return audit.append({ ...entry, id: `${about.id}.done`, finding: key, phase: 'done', at: at(), result: came });
  });
  const fates = new Map<string, Fate>();
  for (const [key, result] of results) {
    if (result.done) {
      fates.set(key, { is: 'done' });
      continue;
    }
    log.warn('Security Hub refused a change', { finding: result.ref.id, productArn: result.ref.productArn, code: result.code });
    log.count('UnprocessedFindings');
    fates.set(key, { is: 'failed', because: result.again ? `${result.words} (try again in a minute)` : result.words });
  }
  return fates;
}

const needsTrying = (result: UpdateResult | undefined): boolean => !result || (!result.done && result.again);

/** Of a finding that Security Hub no longer knew when it was read again. */
export const GONE: Fate = { is: 'failed', because: 'Security Hub no longer has it' };
