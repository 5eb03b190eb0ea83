import type { Asker, EvidenceSubject } from '../../domain/request.ts';
import { giveEvidence } from './evidence.ts';
import { answering } from './progress.ts';
import { giveStandardEvidence } from './standard-evidence.ts';
import { verifyEvidence } from './verify-evidence.ts';

type Needs = Parameters<typeof giveEvidence>[2] &
  Parameters<typeof giveStandardEvidence>[2] &
  Parameters<typeof verifyEvidence>[1] &
  Parameters<typeof answering>[2];

const DOING = {
  finding: 'Gathering the evidence',
  standard: 'Gathering the evidence',
  record: 'Checking the record',
} satisfies Record<EvidenceSubject['what'], string>;

/** `/shub evidence …` */
export function answerEvidence(asker: Asker, of: EvidenceSubject, services: Needs): Promise<void> {
  return answering(asker, DOING[of.what], services, (step) => {
    switch (of.what) {
      case 'finding':
        return giveEvidence(asker, of.id, services);
      case 'standard':
        return giveStandardEvidence(asker, of, services, step);
      case 'record':
        return verifyEvidence(asker, services);
    }
  });
}
