import type { Asker, EvidenceSubject } from '../../domain/request.ts';
import { giveEvidence } from './evidence.ts';
import { giveStandardEvidence } from './standard-evidence.ts';
import { verifyEvidence } from './verify-evidence.ts';

type Needs = Parameters<typeof giveEvidence>[2] & Parameters<typeof giveStandardEvidence>[2] & Parameters<typeof verifyEvidence>[1];

/** `/shub evidence …` */
export function answerEvidence(asker: Asker, of: EvidenceSubject, services: Needs): Promise<void> {
  switch (of.what) {
    case 'finding':
      return giveEvidence(asker, of.id, services);
    case 'standard':
      return giveStandardEvidence(asker, of, services);
    case 'record':
      return verifyEvidence(asker, services);
  }
}
