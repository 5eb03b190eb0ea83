import type { Pace } from '../aws/pace.ts';

interface PatienceOptions {
  sleep(ms: number): Promise<void>;
  /** Told each time before it waits. */
  say(line: string): void;
}

const MOST_TRIES = 7;
const LONGEST_MS = 20_000;

/** Makes a call again, after longer and longer pauses, while what went wrong is likely to pass; everything here may be done twice. */
export const patient =
  ({ sleep, say }: PatienceOptions): Pace =>
  async (call, { quota = false } = {}) => {
    for (let tries = 1; ; tries++) {
      try {
        return await call();
      } catch (error) {
        const passing = passingTrouble(error, quota);
        if (passing === undefined || tries >= MOST_TRIES) throw error;
        const ms = Math.min(LONGEST_MS, 500 * 2 ** tries);
        say(`   ${passing}; trying again in ${ms / 1000} s`);
        await sleep(ms);
      }
    }
  };

/** Each service has its own name for the same. */
const THROTTLES = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'ThrottledException', 'RequestThrottled']);
const NETWORK = new Set(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN']);

function passingTrouble(error: unknown, quota: boolean): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (THROTTLES.has(error.name) || (error.name === 'LimitExceededException' && !quota)) return 'AWS asks for a slower pace';
  if (error.name === 'TimeoutError' || ('code' in error && NETWORK.has(String(error.code)))) return 'AWS did not answer';
  return statusOf(error) >= 500 ? `AWS had trouble of its own (${error.name})` : undefined;
}

/** The HTTP status that an SDK error came with; 0 when it came with none. */
function statusOf(error: Error): number {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata ? Number(metadata.httpStatusCode) || 0 : 0;
}
