import * as z from 'zod';
import type { Notice } from './notice.ts';

/** What can be swept: `high` has CRITICAL with it. */
export const SweepScope = z.enum(['high', 'critical']);
export type SweepScope = z.infer<typeof SweepScope>;

export const SEVERITIES_OF: Record<SweepScope, readonly ('CRITICAL' | 'HIGH')[]> = { high: ['CRITICAL', 'HIGH'], critical: ['CRITICAL'] };

/** All open findings of some severities, alerted once each; as far as it has come. */
export const Sweep = z.object({
  kind: z.literal('sweep'),
  /** The press that began it. Findings that it had alerted carry this, so that going over them again counts them alike. */
  press: z.string(),
  scope: SweepScope,
  /** How many there were when it was asked for. */
  expected: z.number().int(),
  /** First everything is read; then what was alerted is followed until it has its messages. */
  stage: z.enum(['reading', 'delivering']),
  /** Where Security Hub's list goes on; absent at its beginning. */
  cursor: z.string().optional(),
  found: z.number().int(),
  /** What had a card before. */
  already: z.number().int(),
  alerted: z.number().int(),
  /** What no route of the policy wants. */
  unrouted: z.number().int(),
  channels: z.array(z.string()),
});
export type Sweep = z.infer<typeof Sweep>;

/** A sweep at its beginning, or there once more: Security Hub had forgotten how far it had come. */
export const sweepFromStart = ({ press, scope, expected }: Pick<Sweep, 'press' | 'scope' | 'expected'>): Sweep => ({
  kind: 'sweep',
  press,
  scope,
  expected,
  stage: 'reading',
  found: 0,
  already: 0,
  alerted: 0,
  unrouted: 0,
  channels: [],
});

/** What a sweep says of itself; `waiting`: messages that are still to come, `late`: nobody follows them any longer. */
export function sweepNotice(sweep: Sweep, by: string, { waiting, late = false }: { waiting: number; late?: boolean }): Notice {
  const { scope, stage, expected, found, already, alerted, unrouted } = sweep;
  const done = stage === 'delivering' && (waiting === 0 || late);
  const what = scope === 'high' ? 'open HIGH and CRITICAL findings' : 'open CRITICAL findings';
  const titles = { reading: `Sweeping ${what}`, delivering: `All ${what} are alerted; their messages are on their way` };
  return {
    tone: done ? (late ? 'info' : 'good') : 'working',
    title: done ? `Swept ${what}` : titles[stage],
    lines: [
      `${found} found`,
      `${already} already alerted`,
      `${alerted} newly alerted: ${Math.max(0, alerted - waiting)} delivered, ${Math.min(waiting, alerted)} waiting`,
      ...(unrouted > 0 ? [`${unrouted} not alerted: no route of the policy names a channel for them`] : []),
      ...(late ? ['What waits comes by itself; this message no longer counts it.'] : []),
    ],
    ...(stage === 'reading' && { progress: { done: found, of: Math.max(expected, found) } }),
    by,
  };
}
