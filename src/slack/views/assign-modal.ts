import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { ownersOf } from '../../domain/escalation.ts';
import type { ProblemFace } from '../../domain/face.ts';
import type { Policy } from '../../domain/policy.ts';
import { lines, plainText, section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { ASSIGN_MODAL, ASSIGNEE_INPUT, WHOSE_INPUT } from './ids.ts';
import { formModal, type ModalMetadata, TEST_HINT } from './modal.ts';
import { principal } from './text.ts';

export const TO_PERSON = 'person';
const TO_OWNERS = 'owners';

const PERSON: PlainTextOption = { text: plainText('The person below', 75), value: TO_PERSON };

/** Asks whose a problem is to be; whoever opens it is filled in already, so that taking it takes two taps. */
export function assignModal(
  { finding, route, owner, test }: Pick<ProblemFace, 'finding' | 'route' | 'owner' | 'test'>,
  metadata: ModalMetadata,
  { policy, who }: { policy: Pick<Policy, 'owners'>; who: string },
): ModalView {
  const owners = ownersOf(finding, route, policy.owners);
  return formModal({
    id: ASSIGN_MODAL,
    title: 'Assign finding',
    submit: 'Assign',
    metadata,
    blocks: [
      section(
        lines(
          titleLine(finding, undefined, 200),
          whereLine(finding),
          owner !== undefined && `Now with ${principal(owner)}`,
          owners !== undefined && `By the policy it belongs to ${principal(owners)}`,
        ),
      ),
      ...(owners === undefined ? [] : [whose(owners)]),
      {
        type: 'input',
        block_id: ASSIGNEE_INPUT.block,
        label: plainText('Person', 100),
        hint: plainText(test ? TEST_HINT : 'Its status stays. Whoever is not in the channel is told directly.', 300),
        element: { type: 'users_select', action_id: ASSIGNEE_INPUT.action, initial_user: who },
      },
    ],
  });
}

const whose = (owners: string): InputBlock => ({
  type: 'input',
  block_id: WHOSE_INPUT.block,
  label: plainText('To whom?', 100),
  element: {
    type: 'radio_buttons',
    action_id: WHOSE_INPUT.action,
    options: [PERSON, { text: plainText('Its owners, by the policy', 75), value: `${TO_OWNERS}|${owners}` }],
    initial_option: PERSON,
  },
});
