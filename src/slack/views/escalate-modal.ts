import type { InputBlock, ModalView } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import { lines, plainText, section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { ESCALATE_MODAL, WHOM_INPUT } from './ids.ts';
import { formModal, type ModalMetadata, noteInput } from './modal.ts';
import { principal } from './text.ts';

/** As many as one message names. */
export const MOST_CALLED = 20;

/** Asks why somebody is needed, and whom; `onCall` are the Slack ids of those whom the policy calls, empty when it names nobody. */
export function escalateModal(face: Pick<ProblemFace, 'finding' | 'test'>, metadata: ModalMetadata, onCall: readonly string[]): ModalView {
  const names = onCall.slice(0, MOST_CALLED).map(principal).join(' ');
  return formModal({
    id: ESCALATE_MODAL,
    title: 'Call for help',
    submit: 'Call',
    metadata,
    blocks: [
      section(
        lines(
          `${titleLine(face.finding, undefined, 200)}\n${whereLine(face.finding)}`,
          names ? `On call: ${names}` : 'Nobody is on call by the policy; choose somebody.',
        ),
      ),
      noteInput({
        label: 'What do you need?',
        placeholder: 'Such as: I cannot reach the account, someone from payments please',
        hint: face.test
          ? 'A test: nobody is mentioned, paged or told directly. The thread says that you have tried it.'
          : 'They are mentioned under the card and paged; whoever is not in the channel gets the card directly.',
      }),
      whomSelect(onCall.length > 0),
    ],
  });
}

const whomSelect = (optional: boolean): InputBlock => ({
  type: 'input',
  block_id: WHOM_INPUT.block,
  optional,
  label: plainText('Whom', 100),
  ...(optional && { hint: plainText('Empty: whoever is on call.', 300) }),
  element: {
    type: 'multi_users_select',
    action_id: WHOM_INPUT.action,
    max_selected_items: MOST_CALLED,
    placeholder: plainText('Choose people', 140),
  },
});
