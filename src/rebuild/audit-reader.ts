import type { ChainedEntry } from '../domain/audit-chain.ts';
import type { Audit } from '../flows/services.ts';

/** What AWS answers to somebody who may not read, or when the audit trail is lost as well. */
const CANNOT = new Set(['AccessDeniedException', 'ResourceNotFoundException']);

/** The audit trail as far as these credentials may read it: a deployed role that writes there may not, and an operator may. */
export function auditReader(audit: Pick<Audit, 'chain'>) {
  async function chain(finding: string): Promise<readonly ChainedEntry[] | string> {
    try {
      return await audit.chain(finding);
    } catch (error) {
      if (error instanceof Error && CANNOT.has(error.name)) return error.name;
      throw error;
    }
  }
  return {
    /** Why it cannot be read; undefined when it can. */
    async refusal(): Promise<string | undefined> {
      const read = await chain('none');
      return typeof read === 'string' ? read : undefined;
    },
    async chainOf(finding: string): Promise<readonly ChainedEntry[]> {
      const read = await chain(finding);
      return typeof read === 'string' ? [] : read;
    },
  };
}
