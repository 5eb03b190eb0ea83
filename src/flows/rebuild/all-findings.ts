import type { Finding } from '../../domain/finding.ts';
import type { Services } from '../services.ts';

/** GetFindings is throttled at 3 a second, bursts of 6 (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub_limits.html). */
const PACE_MS = 400;

/** Security Hub keeps findings for 90 days after their last update; nothing is older than this. */
const EVER = '2015-01-01T00:00:00.000Z';

/** Everything Security Hub has, whatever its state, page by page, the longest unchanged first. */
export async function* allFindings({ hub, sleep }: Pick<Services, 'hub' | 'sleep'>): AsyncGenerator<Finding[]> {
  let cursor: string | undefined;
  do {
    const page = await hub.updatedSince(EVER, cursor);
    if (page === 'stale') throw new Error('Security Hub has forgotten how far its findings were read; begin again');
    yield page.findings;
    cursor = page.next;
    if (cursor !== undefined) await sleep(PACE_MS);
  } while (cursor !== undefined);
}
