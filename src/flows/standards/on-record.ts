import type { AuditEntry } from '../../domain/audit.ts';
import type { Services } from '../services.ts';

/** What is done, by whom; `chain` names what it is done to. */
type Deed = Pick<AuditEntry, 'who' | 'action' | 'reason'> & { press: string; chain: string; result: string };

/** Whether this press was begun before: then what it was to change may be changed already, and it is to be ended. */
export async function wasBegun({ press, chain }: Pick<Deed, 'press' | 'chain'>, { audit }: Pick<Services, 'audit'>): Promise<boolean> {
  return (await audit.chain(chain)).some(({ id }) => id === `${press}.started`);
}

/** Does it between two entries in the audit trail; both are written once, however often it is tried. */
export async function onRecord(deed: Deed, act: () => Promise<void>, { audit, now }: Pick<Services, 'audit' | 'now'>): Promise<void> {
  const { press, chain, who, action, reason, result } = deed;
  const entry = (phase: AuditEntry['phase']) => ({
    id: `${press}.${phase}`,
    finding: chain,
    phase,
    who,
    action,
    at: now().toISOString(),
    ...(reason !== undefined && { reason }),
  });
  await audit.append(entry('started'));
  await act();
  await audit.append({ ...entry('done'), result });
}
