import type { Services } from '../services.ts';

/** One kind of trouble is told this often and no more. */
const ONCE_IN_SECONDS = 3600;

/** Tells those who run shub of trouble, at most once an hour for each cause. Says nothing if that fails as well: the log has it. */
export async function tellOperations(
  { cause, subject, text }: { cause: string; subject: string; text: string },
  { pager, nonces, log }: Pick<Services, 'pager' | 'nonces' | 'log'>,
): Promise<void> {
  if (!(await nonces.use(`operations.${cause}`, ONCE_IN_SECONDS))) return;
  const sent = await pager.operations(subject, text);
  if (sent.is !== 'failed') return;
  log.error('operations not told', { subject, because: sent.because });
  log.count('OperationsNotTold');
}
