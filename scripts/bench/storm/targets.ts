import type { Outcome, Run } from './ours.ts';

export interface Target {
  what: string;
  figure: number;
  most: number;
  unit: '' | ' s' | ' min';
}

const SECOND = 1_000;
const MINUTE = 60_000;

/** What a storm may take at most; where faults change it, how much they may. */
export function targetsOf({ onOne, faults }: Run, { calm, storm, allVisible, deadLetters }: Outcome): Target[] {
  const one = onOne === 1;
  return [
    { what: 'all visible', figure: allVisible / MINUTE, most: one ? (faults ? 15 : 8) : 10, unit: ' min' },
    { what: 'critical, in calm, longest', figure: calm.criticals.longest / SECOND, most: 60, unit: ' s' },
    { what: 'critical, in the storm, longest', figure: storm.criticals.longest / MINUTE, most: faults ? 7 : 5, unit: ' min' },
    { what: 'quiet channel, longest', figure: storm.quiet.longest / SECOND, most: 15, unit: ' s' },
    { what: 'lost', figure: storm.all.lost + calm.criticals.lost, most: 0, unit: '' },
    { what: 'more than once', figure: storm.all.doubled + calm.criticals.doubled, most: 0, unit: '' },
    { what: 'in dead-letter queues', figure: deadLetters, most: 0, unit: '' },
    { what: 'writes of finding and card rows, calm finding', figure: calm.writes.finding + calm.writes.card, most: 4, unit: '' },
    { what: 'writes of finding and card rows, storm finding', figure: storm.writes.finding + storm.writes.card, most: 3.2, unit: '' },
  ];
}

export const isMet = ({ figure, most }: Target): boolean => figure <= most;

/** As a row of a table: figure, target, how much of it is used, and whether it is met. */
export function rowOf(target: Target): string {
  const { what, figure, most, unit } = target;
  const number = (value: number) => `${Number.isInteger(value) ? value : value.toFixed(1)}${unit}`;
  const ratio = most === 0 ? '–' : (figure / most).toFixed(2);
  return `| ${what} | ${number(figure)} | ≤ ${number(most)} | ${ratio} | ${isMet(target) ? 'met' : 'MISSED'} |`;
}
