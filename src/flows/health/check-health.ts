import type { Asker } from '../../domain/request.ts';
import { withBacklog } from '../backlog.ts';
import type { Services } from '../services.ts';
import { bus, hub, operationsTopic, policy, standards, tables, topic } from './aws.ts';
import { type Check, type HealthServices, made } from './check.ts';
import { arrivals, clock, rule } from './events.ts';
import { deadLetters, delivery, queues } from './queues.ts';
import { slackChannels, slackToken } from './slack.ts';

/** In the order in which a finding passes them. */
const CHECKS: readonly Check[] = [
  hub,
  standards,
  rule,
  arrivals,
  queues,
  deadLetters,
  tables,
  policy,
  slackToken,
  slackChannels,
  delivery,
  clock,
  topic,
  operationsTopic,
  bus,
];

/** Answers `/shub health`: every hop looked at, all at once. */
export async function checkHealth(asker: Asker, services: HealthServices & Pick<Services, 'chat' | 'log'>): Promise<void> {
  const { chat, log, now } = services;
  const begun = now().getTime();
  const checks = await Promise.all(CHECKS.map((check) => made(check, services)));
  const tookMs = now().getTime() - begun;
  const faults = checks.flatMap(({ name, readings }) =>
    readings.filter(({ state }) => state === 'red').map(({ says }) => `${name}: ${says}`),
  );
  if (faults.length > 0) log.warn('health checked', { faults });
  await chat.answer(asker, await withBacklog({ kind: 'health', at: now().toISOString(), tookMs, checks }, services));
}
