import type { Finding } from '../../domain/finding.ts';
import { observedAt } from '../../domain/version.ts';
import type { FindingRow } from '../services.ts';
import { takeInFinding } from '../take-in-finding.ts';

type Needs = Parameters<typeof takeInFinding>[1];

/** BatchUpdateFindings "can take several minutes": until then what Security Hub says may be older than what we did. */
const ASYNCHRONOUS_MS = 10 * 60_000;

/**
 * Takes in those findings that the table knows otherwise or not at all; `again`: the others too, as if their last event had come
 * twice. Resolves to the channels in which that shows.
 */
export async function compare(findings: readonly Finding[], services: Needs, { again }: { again: boolean }): Promise<Set<string>> {
  const { log, now } = services;
  const wake = new Set<string>();
  for (const finding of findings) {
    const row = await services.findings.get(finding.key);
    const known = row && isSame(row.finding, finding) ? row : undefined;
    if (row && ((known && !again) || isOursOnItsWay(row, now()))) continue;
    const seen = known ? observedAt(known.version) : now();
    const taken = await takeInFinding({ finding, seen, byHand: false }, services);
    for (const channel of taken.wake) wake.add(channel);
    if (known || taken.verdict.do === 'nothing') continue;
    log.warn('Security Hub knew something that no event said', { finding: finding.id, because: taken.verdict.because });
    log.count('Repaired');
  }
  return wake;
}

const isSame = (known: Finding, told: Finding): boolean =>
  known.contentHash === told.contentHash && known.workflow === told.workflow && known.recordState === told.recordState;

const isOursOnItsWay = ({ finding: { note } }: FindingRow, now: Date): boolean =>
  note?.by === 'shub' && now.getTime() - Date.parse(note.at) < ASYNCHRONOUS_MS;
