import type { Standard } from '../../../src/domain/standard.ts';
import type { CountedControl } from '../../../src/domain/standard-control.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { switchOffModal } from '../../../src/slack/views/switch-off-modal.ts';

/** Our own sentence, not what somebody wrote. */
const SAID = 'FSBP 1.0.0 is being switched on already, asked for by <@U0ANA>. A message in the channel follows it.';

const SCORE = { passed: 140, failed: 22, unknown: 3, noData: 160, disabled: 7 };

/** What is drawn about standards and controls, with `words` wherever AWS or a person may write something of their own. */
export function standardSurfaces(words: string): Record<string, object> {
  const ready: Standard = {
    key: '0123abcd',
    arn: words,
    name: words,
    title: words,
    byDefault: true,
    subscription: { arn: words, status: 'READY' },
  };
  const { subscription: _, ...off } = ready;
  const standards: Standard[] = [
    ready,
    off,
    { ...off, managedBy: words },
    { ...ready, subscription: { arn: words, status: 'INCOMPLETE', reason: words } },
    ...Array.from({ length: 30 }, () => ({ ...ready, subscription: { arn: words, status: 'FAILED' as const, reason: 'INTERNAL_ERROR' } })),
  ];
  const control: CountedControl = { id: words, title: words, severity: 'HIGH', status: 'Failed', failed: 1200, remediationUrl: words };
  const rows: CountedControl[] = [
    ...Array.from({ length: 8 }, () => control),
    { ...control, id: 'ElasticBeanstalk.12', status: 'Disabled', off: { reason: words, since: words } },
    { ...control, status: 'No data', off: {} },
  ];
  const page = { kind: 'controls' as const, standard: ready, score: SCORE, administers: true };
  return {
    standards: answerMessage({ kind: 'standards', standards, administers: true, said: SAID }),
    'no standard on': answerMessage({ kind: 'standards', standards: [off], administers: false }),
    controls: answerMessage({ ...page, list: 'all', rows, page: 2, pages: 33, said: SAID }),
    'no controls': answerMessage({ ...page, list: 'off', rows: [], page: 1, pages: 1, administers: false }),
    'switch-off modal': switchOffModal(words, {
      control: words,
      place: { standard: ready.key, list: 'all', page: 1 },
      channel: 'C0123456789',
    }),
  };
}
