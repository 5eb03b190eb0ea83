import type { FaultRule } from '../../src/sandbox/wire.ts';
import type { World } from '../../src/sandbox/world.ts';
import type { Random } from '../bench/storm/random.ts';
import type { PhaseName } from './phases.ts';

const RETRY_AFTER_S = 8;
const DELAYS_MS = [500, 2_000, 5_000, 8_000];

/** Puts on every wire what goes wrong there, each while its phase lasts. `limited`: a channel was just told to wait until then. */
export function makeTrouble(
  { slack, hub, dynamodb, sqs, clock }: Pick<World, 'slack' | 'hub' | 'dynamodb' | 'sqs' | 'clock'>,
  { random, phase, limited }: { random: Random; phase: () => PhaseName; limited: (channel: string, until: number) => void },
): void {
  const during = (name: PhaseName, share: number) => () => phase() === name && random() < share;
  const fails = (operation: string, when: () => boolean): FaultRule => ({
    operation,
    fault: { do: 'answer', answer: { status: 500, body: { ok: false, error: 'internal_error', __type: 'InternalServerError' } } },
    when,
  });

  for (const operation of ['chat.postMessage', 'chat.update']) {
    slack.faults.add({
      operation,
      fault: {
        do: 'answer',
        answer: { status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) }, body: { ok: false, error: 'ratelimited' } },
      },
      when(request) {
        if (phase() !== 'limits' || random() >= 0.3) return false;
        limited(channelIn(request.body), clock.now() + RETRY_AFTER_S * 1000);
        return true;
      },
    });
  }

  // Half of what fails was done all the same.
  slack.faults.add(fails('*', during('errors', 0.25)));
  slack.faults.add({ operation: '*', fault: { do: 'lose answer' }, when: during('errors', 1 / 3) });
  hub.faults.add(fails('*', during('errors', 0.5)));
  dynamodb.faults.add(fails('*', during('errors', 0.1)));
  sqs.faults.add(fails('SendMessage', during('errors', 0.1)));

  for (const [i, ms] of DELAYS_MS.entries())
    slack.faults.add({ operation: '*', fault: { do: 'delay', ms }, when: during('latency', 1 / (DELAYS_MS.length - i)) });
  dynamodb.faults.add({ operation: '*', fault: { do: 'delay', ms: 300 }, when: during('latency', 0.1) });
}

/** Of a call of Slack's Web API, as its client sends it. */
export const channelIn = (body: Buffer): string => new URLSearchParams(body.toString('utf8')).get('channel') ?? '';
