import type { Pace } from '../aws/pace.ts';
import { securityHubStandards } from '../aws/standards.ts';
import type { Clients } from './clients.ts';
import type { Options } from './options.ts';
import type { Step } from './step.ts';
import { customActionStep } from './steps/custom-action.ts';
import { followStep } from './steps/follow.ts';
import { consolidatedStep, hubStep } from './steps/hub.ts';
import { ruleStep } from './steps/rule.ts';
import { standardsStep, type Wish } from './steps/standards.ts';
import { topicsStep } from './steps/topics.ts';
import type { Terminal } from './terminal.ts';

interface StepsOptions {
  clients: Clients;
  pace: Pace;
  options: Options;
  wish: Wish;
  sleep(ms: number): Promise<void>;
  now(): Date;
  live: Terminal['live'];
}

/** The whole set-up, in the order in which one step needs the other. */
export function setupSteps({ clients, pace, options, wish, sleep, now, live }: StepsOptions): Step[] {
  const { region, stage, consolidate, wait, queue, deadLetters } = options;
  const hub = { client: clients.hub, pace, region };
  const standards = securityHubStandards(clients.hub, pace);
  return [
    hubStep(hub),
    consolidatedStep({ ...hub, consolidate }),
    standardsStep({ ...hub, standards, wish }),
    followStep({ standards, wish, wait, sleep, now, live }),
    customActionStep(hub),
    ruleStep({
      events: clients.events,
      sqs: clients.sqs,
      pace,
      region,
      stage,
      ...(queue !== undefined && { queue }),
      ...(deadLetters !== undefined && { deadLetters }),
    }),
    topicsStep({ client: clients.sns, pace, region, stage, make: queue !== undefined }),
  ];
}
