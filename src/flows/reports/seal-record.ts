import { ROOTS, rootBefore, rootWords } from '../../domain/audit-root.ts';
import type { Services } from '../services.ts';

/**
 * Publishes one value for all that is on record before midnight to those who run shub, where nobody with access to the table
 * can take it back, and then puts it on record itself. A crash in between publishes the same value twice.
 */
export async function sealRecord(
  before: string,
  { audit, pager, log, now }: Pick<Services, 'audit' | 'pager' | 'log' | 'now'>,
): Promise<void> {
  const id = `${ROOTS} ${before}`;
  const chains = await audit.all();
  if (chains.get(ROOTS)?.some((entry) => entry.id === id)) return;
  const root = rootBefore(before, chains);
  if (root.entries === 0) return;
  const words = rootWords(root);
  const text = `The record of what people did up to ${before} has the root ${words}. Keep this message: \`/shub evidence verify\` tells what it must be.`;
  const sent = await pager.operations(`shub: record of ${before.slice(0, 10)} sealed`, text);
  if (sent.is === 'failed') throw new Error(`The root of the record was not published: ${sent.because}`);
  await audit.append({
    id,
    finding: ROOTS,
    phase: 'done',
    who: 'shub',
    action: 'seal',
    at: now().toISOString(),
    reason: before,
    result: words,
  });
  log.info('record sealed', { before, ...root });
}
