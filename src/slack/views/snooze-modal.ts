import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import type { ProblemFace } from '../../domain/face.ts';
import type { Policy } from '../../domain/policy.ts';
import { latestEnd, SNOOZE_PRESETS } from '../../domain/snooze.ts';
import { plainText, section } from './block-kit.ts';
import { titleLine, whereLine } from './finding-lines.ts';
import { FOR_INPUT, SNOOZE_MODAL, TIME_INPUT } from './ids.ts';
import { formModal, type ModalMetadata, TEST_HINT } from './modal.ts';

/** The choice that the time picker is for. */
export const AT_A_TIME = 'at a time' as const;

const LABEL: Record<(typeof SNOOZE_PRESETS)[number] | typeof AT_A_TIME, string> = {
  '1 hour': '1 hour',
  '4 hours': '4 hours',
  'tomorrow at 08:00': 'Tomorrow at 08:00',
  'until its severity rises': 'Until its severity rises',
  [AT_A_TIME]: 'Until the time below',
};

const option = (value: keyof typeof LABEL): PlainTextOption => ({ text: plainText(LABEL[value], 75), value });

/** Asks for how long a problem is put off; the shortest is chosen already, so that two taps do it. */
export function snoozeModal(
  { finding, test }: Pick<ProblemFace, 'finding' | 'test'>,
  metadata: ModalMetadata,
  { policy, now }: { policy: Pick<Policy, 'snooze'>; now: Date },
): ModalView {
  const latest = latestEnd(now, policy.snooze.maxDays).toISOString().slice(0, 10);
  return formModal({
    id: SNOOZE_MODAL,
    title: 'Snooze finding',
    submit: 'Snooze',
    metadata,
    blocks: [
      section(`${titleLine(finding, undefined, 200)}\n${whereLine(finding)}`),
      presets(),
      {
        type: 'input',
        block_id: TIME_INPUT.block,
        optional: true,
        label: plainText('A time', 100),
        hint: plainText(
          test ? TEST_HINT : `Until ${latest} at the latest. In Security Hub it is NOTIFIED meanwhile, and NEW again afterwards.`,
          300,
        ),
        element: { type: 'datetimepicker', action_id: TIME_INPUT.action },
      },
    ],
  });
}

const presets = (): InputBlock => ({
  type: 'input',
  block_id: FOR_INPUT.block,
  label: plainText('For how long?', 100),
  hint: plainText('It comes back by itself, and at once when its severity rises.', 300),
  element: {
    type: 'radio_buttons',
    action_id: FOR_INPUT.action,
    options: [...SNOOZE_PRESETS.map(option), option(AT_A_TIME)],
    initial_option: option('1 hour'),
  },
});
