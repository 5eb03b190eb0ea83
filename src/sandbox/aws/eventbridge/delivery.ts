import type { Clock } from '../../clock.ts';
import type { EventBridgeEmulator } from '../contract.ts';
import { backOff } from './back-off.ts';

/**
 * Hands a body to a target. `false` and `'throttle'`: it did not take it now, and is tried again. `'gone'`: it no longer
 * exists, which EventBridge does not retry. Attributes come with dead letters only.
 */
export type Deliver = (targetArn: string, body: string, attributes?: Record<string, string>) => boolean | 'throttle' | 'gone';

interface Job {
  ruleArn: string;
  targetArn: string;
  deadLetterArn?: string | undefined;
  body: string;
  retry: { attempts: number; ageMs: number };
}

type Lost = EventBridgeEmulator['lost'][number];

interface Ending {
  errorCode: string;
  errorMessage: string;
  retries: number;
  exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

const FAILURES = {
  false: { errorCode: 'ERROR_FROM_TARGET', errorMessage: 'The target did not accept the event.' },
  throttle: { errorCode: 'THROTTLING', errorMessage: 'Rate exceeded' },
  gone: { errorCode: 'NO_RESOURCE', errorMessage: 'The target does not exist.' },
} as const;

export interface Delivery {
  send(job: Job): void;
  pending(): number;
  lost: Lost[];
  stop(): void;
}

/**
 * Delivers at once, then again on the clock with an exponential back-off until the retry policy ends it; what it gives up goes
 * to the target's dead-letter queue (user guide, "How EventBridge retries delivering events" and "Using dead-letter queues").
 */
export function openDelivery({ clock, deliver, changed }: { clock: Clock; deliver: Deliver; changed: () => void }): Delivery {
  const waiting = new Set<() => void>();
  const lost: Lost[] = [];

  function later(time: number, run: () => void): void {
    const cancel = clock.at(time, () => {
      waiting.delete(cancel);
      run();
      changed();
    });
    waiting.add(cancel);
  }

  function attempt(job: Job, retries: number, deadline: number): void {
    const outcome = deliver(job.targetArn, job.body);
    if (outcome === true) return;
    const ending = { ...FAILURES[outcome === false ? 'false' : outcome], retries };
    const next = clock.now() + backOff(retries);
    if (outcome === 'gone') giveUp(job, ending);
    else if (retries >= job.retry.attempts) giveUp(job, { ...ending, exhausted: 'MaximumRetryAttempts' });
    else if (next < deadline) later(next, () => attempt(job, retries + 1, deadline));
    else later(deadline, () => giveUp(job, { ...ending, exhausted: 'MaximumEventAgeInSeconds' }));
  }

  function giveUp({ ruleArn, targetArn, deadLetterArn, body }: Job, { errorCode, errorMessage, retries, exhausted }: Ending): void {
    const attributes = {
      RULE_ARN: ruleArn,
      TARGET_ARN: targetArn,
      ERROR_CODE: errorCode,
      ERROR_MESSAGE: errorMessage,
      RETRY_ATTEMPTS: String(retries),
      ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    };
    if (deadLetterArn !== undefined && deliver(deadLetterArn, body, attributes) === true) return;
    lost.push({ at: clock.now(), ruleArn, targetArn, errorCode, body });
  }

  return {
    send: (job) => attempt(job, 0, clock.now() + job.retry.ageMs),
    pending: () => waiting.size,
    lost,
    stop() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}
