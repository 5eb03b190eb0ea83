import type { ModalView } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { dotted, lines, section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { NOTE_MODAL } from './ids.ts';
import { formModal, type ModalMetadata, noteInput, TEST_HINT } from './modal.ts';
import { code, prose } from './text.ts';

/** Asks for words about a problem, for Security Hub, the thread and the audit trail; `said`: what is to be taken over. */
export function noteModal({ finding, test }: Pick<ProblemFace, 'finding' | 'test'>, metadata: ModalMetadata, said?: string): ModalView {
  return formModal({
    id: NOTE_MODAL,
    title: 'Add a note',
    submit: 'Add note',
    metadata,
    blocks: [
      section(lines(titleLine(finding, undefined, 200), whereLine(finding), noteLine(finding))),
      noteInput({
        label: 'Note',
        placeholder: 'Such as: payments knows, fix comes with release 42',
        hint: test ? TEST_HINT : 'Replaces the note in Security Hub, which keeps one. All of them stay in the thread and in Details.',
        ...(said !== undefined && { initial: said }),
      }),
    ],
  });
}

/** The words that will be gone from there. */
const noteLine = ({ note }: ProblemFace['finding']): string =>
  note ? dotted(`In Security Hub now: “${prose(note.text, 300)}”`, note.by !== 'shub' && code(note.by, 80)) : '';
