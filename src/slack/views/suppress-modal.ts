import type { InputBlock, ModalView } from '@slack/types';
import { ReasonClass, type Span, spanOf } from '../../domain/exception.ts';
import type { ProblemFace } from '../../domain/face.ts';
import type { Policy } from '../../domain/policy.ts';
import { context, lines, plainText, section } from './block-kit.ts';
import { accountWords, titleLine, whereLine } from './finding-lines.ts';
import { REASON_INPUT, SUPPRESS_MODAL, UNTIL_INPUT } from './ids.ts';
import { formModal, type ModalMetadata, noteInput, TEST_HINT } from './modal.ts';
import { plural } from './words.ts';

const REASON_WORDS: Record<ReasonClass, { label: string; when: string }> = {
  'false positive': { label: 'False positive', when: 'What it says is not so' },
  'accepted risk': { label: 'Accepted risk', when: 'It is so, and we live with it' },
  'compensating control': { label: 'Compensating control', when: 'Something else guards against it' },
  'test resource': { label: 'Test resource', when: 'Nothing of value depends on it' },
  other: { label: 'Other', when: 'The text says what' },
};

/** Asks why a problem may be ignored, and until when; neither the class nor the text can be left out. */
export function suppressModal(
  face: Pick<ProblemFace, 'finding' | 'severity' | 'memberCount' | 'test'>,
  metadata: ModalMetadata,
  { policy, now }: { policy: Pick<Policy, 'suppress'>; now: Date },
): ModalView {
  const { finding, memberCount, test } = face;
  return formModal({
    id: SUPPRESS_MODAL,
    title: 'Suppress finding',
    submit: 'Suppress',
    metadata,
    blocks: [
      section(`${titleLine(finding, undefined, 200)}\n${whereLine(finding)}`),
      ...(test ? [] : [context(previewLines(face, policy.suppress))]),
      reasonSelect(),
      untilPicker(spanOf(policy.suppress, now)),
      noteInput({
        label: 'Why may it be ignored?',
        placeholder: 'Such as: honeypot, open on purpose, no route to anything else',
        hint: test
          ? TEST_HINT
          : `Sets ${memberCount > 1 ? `all ${memberCount} findings of this problem` : 'the finding'} to SUPPRESSED in Security Hub. Kept with your name; auditors read it.`,
      }),
    ],
  });
}

/** What the press would hide, and who has to agree first: a problem is of one account. */
function previewLines(
  { severity, memberCount, finding }: Pick<ProblemFace, 'severity' | 'memberCount' | 'finding'>,
  { approval }: Policy['suppress'],
): string {
  return lines(
    `Hides *${plural(memberCount, 'finding')}* in 1 account, ${accountWords(finding.account)}. *All like this…* in the card's menu hides more.`,
    approval.severities.includes(severity) && `🕓 ${severity}: a second person decides, in the thread of the card.`,
  );
}

export const untilPicker = ({ proposed, last }: Span): InputBlock => ({
  type: 'input',
  block_id: UNTIL_INPUT.block,
  label: plainText('Until', 100),
  hint: plainText(`Then it is new again and comes back as a card, at noon UTC. At the latest ${last}.`, 300),
  element: { type: 'datepicker', action_id: UNTIL_INPUT.action, initial_date: proposed },
});

export function reasonSelect(): InputBlock {
  return {
    type: 'input',
    block_id: REASON_INPUT.block,
    label: plainText('Reason', 100),
    element: {
      type: 'static_select',
      action_id: REASON_INPUT.action,
      placeholder: plainText('Choose one', 140),
      options: ReasonClass.options.map((reason) => ({
        text: plainText(REASON_WORDS[reason].label, 75),
        description: plainText(REASON_WORDS[reason].when, 75),
        value: reason,
      })),
    },
  };
}
