/** What a run goes through, in this order. `share`: its seconds in a run of nine minutes. */
export const PHASES = [
  { name: 'warming up', share: 30 },
  { name: 'storm', share: 45 },
  // After the storm: by then everything has run once, and a heap that still grows is a leak.
  { name: 'steady', share: 75 },
  { name: 'limits', share: 45 },
  { name: 'errors', share: 45 },
  { name: 'latency', share: 45 },
  { name: 'kills', share: 100 },
  { name: 'revoked', share: 30 },
  { name: 'recovery', share: 125 },
] as const;

export type PhaseName = (typeof PHASES)[number]['name'];

/** The seconds of a whole run, for which the shares are. */
export const WHOLE_RUN = PHASES.reduce((sum, { share }) => sum + share, 0);

/** How long a phase lasts in a run of so many seconds. */
export const secondsOf = (phase: PhaseName, run: number): number =>
  ((PHASES.find(({ name }) => name === phase)?.share ?? 0) / WHOLE_RUN) * run;
