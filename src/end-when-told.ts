import type { Services } from './wiring.ts';

/** Docker kills ten seconds after it has told a container to stop; ECS and Kubernetes wait for thirty. */
const MOST_MS = 9_000;

interface Ending extends Pick<Services, 'sleep' | 'log'> {
  /** Takes nothing more, and resolves when what was begun is finished. */
  stop(): Promise<unknown>;
  /** Done last of all. */
  flush(): void;
}

/**
 * At SIGTERM or SIGINT the process finishes what it has begun and ends, nine seconds later at most: what takes longer, or hangs, is
 * left as by a crash, and whoever comes next takes it up.
 */
export function endWhenTold({ stop, flush, sleep, log }: Ending): void {
  async function end(): Promise<void> {
    log.info('shub is stopping: what was begun is finished first');
    const tooLong = sleep(MOST_MS, new AbortController().signal).then(() =>
      log.warn('shub stops in the middle of its work, another goes on'),
    );
    let code = 0;
    try {
      await Promise.race([stop(), tooLong]);
    } catch (error) {
      log.error('shub could not stop as it should', { because: String(error) });
      code = 1;
    }
    flush();
    process.exit(code);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end());
}
