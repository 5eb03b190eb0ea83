import type { ModalView } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { NOTE_MODAL } from './ids.ts';
import { formModal, type ModalMetadata, noteInput } from './modal.ts';

/** Asks for words about a problem, for Security Hub, the thread and the audit trail; `said`: what is to be taken over. */
export function noteModal({ finding }: Pick<ProblemFace, 'finding'>, metadata: ModalMetadata, said?: string): ModalView {
  return formModal({
    id: NOTE_MODAL,
    title: 'Add a note',
    submit: 'Add note',
    metadata,
    blocks: [
      section(`${titleLine(finding, undefined, 200)}\n${whereLine(finding)}`),
      noteInput({
        label: 'Note',
        placeholder: 'Such as: payments knows, fix comes with release 42',
        hint: 'Replaces the note in Security Hub, which keeps one. All of them stay in the thread and in Details.',
        ...(said !== undefined && { initial: said }),
      }),
    ],
  });
}
