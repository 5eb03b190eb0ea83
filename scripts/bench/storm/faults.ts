import type { Services } from '../../../src/flows/services.ts';
import type { SlackEmulator } from '../../../src/sandbox/slack/contract.ts';
import type { Random } from './random.ts';

/** Share of posts of which nobody hears what became of them, and of workers that die at a post or at writing down a finding. */
const AMBIGUOUS = 0.04;
const CRASHES = 0.005;

/** Half of the unanswered posts were taken. */
export function loseAnswers(slack: Pick<SlackEmulator, 'faults'>, random: Random): void {
  const sometimes = (share: number) => () => random() < share;
  slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, when: sometimes(AMBIGUOUS / 2) });
  slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'refuse' }, when: sometimes(AMBIGUOUS / 2) });
}

/** A worker dies: whatever it was doing goes no further, and its queue hears nothing of it until the visibility timeout. */
class Crash extends Error {}

/** Services whose workers die now and then, half of them before the call and half after it. */
export function crashing(services: Services, random: Random): Services {
  const dying =
    <Args extends unknown[], T>(call: (...args: Args) => Promise<T>) =>
    async (...args: Args): Promise<T> => {
      const fate = random();
      if (fate < CRASHES / 2) throw new Crash('killed before');
      const result = await call(...args);
      if (fate < CRASHES) throw new Crash('killed after');
      return result;
    };
  return {
    ...services,
    chat: { ...services.chat, post: dying(services.chat.post) },
    findings: { ...services.findings, put: dying(services.findings.put) },
  };
}
