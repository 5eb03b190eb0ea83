import { nanoseconds } from '../version.ts';

/** The first of these that is a time, in UTC with milliseconds; 1970 if none is, which every real time is newer than. */
export function firstTime(...times: (string | undefined)[]): string {
  return new Date(Number(firstNanoseconds(times) / 1_000_000n)).toISOString();
}

/** As `firstTime`, but decimals finer than a millisecond stay when there are any: versions are ordered by them. */
export function firstPreciseTime(...times: (string | undefined)[]): string {
  const fine = firstNanoseconds(times) % 1_000_000n;
  const time = firstTime(...times);
  return fine === 0n ? time : time.replace('Z', `${String(fine).padStart(6, '0').replace(/0+$/, '')}Z`);
}

function firstNanoseconds(times: readonly (string | undefined)[]): bigint {
  for (const time of times) {
    const found = time === undefined ? undefined : nanoseconds(time);
    if (found !== undefined && found >= 0n) return found;
  }
  return 0n;
}
