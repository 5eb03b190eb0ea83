import type { ModalView } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { RESOLVE_MODAL } from './ids.ts';
import { formModal, type ModalMetadata, noteInput, TEST_HINT } from './modal.ts';

/** Asks what was done before a problem is marked resolved; the note goes to Security Hub, the thread and the audit. */
export function resolveModal(face: Pick<ProblemFace, 'finding' | 'memberCount' | 'test'>, metadata: ModalMetadata): ModalView {
  const { finding, memberCount, test } = face;
  return formModal({
    id: RESOLVE_MODAL,
    title: 'Resolve finding',
    submit: 'Resolve',
    metadata,
    blocks: [
      section(`${titleLine(finding, undefined, 200)}\n${whereLine(finding)}`),
      noteInput({
        label: 'What was done?',
        placeholder: 'Such as: closed port 3389 in the security group',
        hint: test
          ? TEST_HINT
          : `Sets ${memberCount > 1 ? `all ${memberCount} findings of this problem` : 'the finding'} to RESOLVED in Security Hub. If the check still fails, AWS opens it again.`,
      }),
    ],
  });
}
