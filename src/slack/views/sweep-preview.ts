import type { Answer } from '../../domain/answer.ts';
import { actions, button, context, type Message, section } from './block-kit.ts';
import { SWEEP_ID } from './ids.ts';

const WHAT = { high: 'HIGH or CRITICAL', critical: 'CRITICAL' } as const;

/** What a sweep would go through, before anybody is alerted of it. */
export function sweepPreview({ scope, count }: Extract<Answer, { kind: 'sweep' }>): Message {
  const many = count.toLocaleString('en');
  const title = count === 1 ? `1 open finding is ${WHAT[scope]}. Alert it?` : `${many} open findings are ${WHAT[scope]}. Alert them all?`;
  const ask = count === 1 ? 'Alert it' : `Alert all ${many}`;
  return {
    text: title,
    blocks: [
      section(`🧹 *${title}*`),
      context(
        'Those that have a card already are left as they are; each of the others gets one in its channel, and is paged about. Many at once come as a list.',
      ),
      actions(button(SWEEP_ID, ask, JSON.stringify({ scope, count }), { style: 'primary' })),
    ],
    attachments: [],
  };
}
