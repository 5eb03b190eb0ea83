import type { Invariant } from './invariants.ts';
import type { Soaked } from './run.ts';

const MOST_SLOPE = 5;
const MOST_P99_MS = 200;
const EXAMPLES = 5;
/** In fewer seconds no leak of that size can be told from what is made once. */
const LONG_ENOUGH = 60;

/** `bySlowness`: a machine that does not keep up may be the cause as well as a fault. */
type Check = Invariant & { bySlowness?: true };

/** The invariants, and what else must hold of a run. */
export function checksOf({ invariants, missed, points, kills, crashes, postsAmongKills, heap, loopP99Ms, givenUp, left }: Soaked): Check[] {
  const isShort = heap.seconds < LONG_ENOUGH;
  return [
    ...invariants,
    {
      name: 'everything came to rest',
      counts: `${left.length} things left to do`,
      breaches: left,
      bySlowness: true,
    },
    {
      // What the product tells of as given up is no secret loss, but its record has no end.
      name: 'no message was received so often that it was given up',
      counts: `${givenUp} were`,
      breaches: givenUp > 0 ? [`${givenUp} were`] : [],
      bySlowness: true,
    },
    {
      name: 'every kill point was come to',
      counts: `${points - missed.length} of ${points}, ${kills} kills`,
      breaches: missed.map((words) => `never killed ${words}`),
      bySlowness: true,
    },
    {
      name: 'messages went out while processes were killed',
      counts: `${postsAmongKills} posts`,
      breaches: postsAmongKills === 0 ? ['none did'] : [],
    },
    { name: 'no process ended by itself', counts: `${crashes} ended`, breaches: crashes > 0 ? [`${crashes} did`] : [] },
    {
      name: `the heap grows by less than ${MOST_SLOPE} MB in ten minutes`,
      counts: `${heap.slope.toFixed(1)} ± ${heap.give.toFixed(1)} MB in ten minutes, ${heap.samples} samples in ${heap.seconds.toFixed(0)} s${isShort ? ', too short to tell' : ''}`,
      // What the samples leave open is not held against it; in a short run what is made at first use is all that grows.
      breaches: isShort || heap.slope - heap.give < MOST_SLOPE ? [] : ['it grows faster'],
    },
    {
      name: `the event loop is less than ${MOST_P99_MS} ms late, 99 times in 100`,
      counts: `${loopP99Ms.toFixed(0)} ms`,
      breaches: loopP99Ms < MOST_P99_MS ? [] : ['it is later'],
      bySlowness: true,
    },
  ];
}

/** What the run ends with: 0 when all held, 2 when the machine may have been too slow for it to prove anything, and 1 otherwise. */
export function exitCodeOf(checks: readonly Check[]): 0 | 1 | 2 {
  const broken = checks.filter(({ breaches }) => breaches.length > 0);
  if (broken.length === 0) return 0;
  return broken.some(({ bySlowness }) => bySlowness) ? 2 : 1;
}

export function show(checks: readonly Invariant[]): string {
  const rows = checks.map(
    ({ name, counts, breaches }) => `| ${name} | ${counts} | ${breaches.length === 0 ? 'ok' : `MISSED: ${breaches.length}`} |`,
  );
  const broken = checks.filter(({ breaches }) => breaches.length > 0);
  const details = broken.map(({ name, breaches }) => {
    const more = breaches.length > EXAMPLES ? [`… and ${breaches.length - EXAMPLES} more`] : [];
    return [`\n${name}: MISSED`, ...breaches.slice(0, EXAMPLES), ...more].join('\n  ');
  });
  return ['| what must hold | seen | |', '|---|---|---|', ...rows, ...details].join('\n');
}
