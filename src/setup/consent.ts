import type { Terminal } from './terminal.ts';

/** 0: all is as it should be. 1: something is not. 2: called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Whether a plan that was shown is to be carried out: by flag, or by whoever sits there. Undefined: go on; else how to end, which is said. */
export async function endWithoutConsent(
  { dryRun, yes }: { dryRun: boolean; yes: boolean },
  { attended, ask, say }: Terminal,
): Promise<ExitCode | undefined> {
  if (dryRun) {
    say('Nothing was done (--dry-run).');
    return 0;
  }
  if (yes) return undefined;
  if (!attended) {
    say('Nothing was done: nobody can be asked here. Run this again with --yes to do it.');
    return 2;
  }
  if (/^y(es)?$/i.test((await ask('Do it? [y/N] ')) ?? '')) return undefined;
  say('Nothing was done.');
  return 1;
}
