import * as z from 'zod';
import { Ref } from '../finding.ts';
import { read } from '../input.ts';
import { instant } from '../instant.ts';
import type { Operation } from '../operation.ts';
import { PageRequest } from '../pages.ts';

const timestamp = z.string().refine((text) => instant(text) !== undefined, { error: 'should match format "date-time"' });
const Input = z.object({ FindingIdentifier: Ref, StartTime: timestamp.optional(), EndTime: timestamp.optional(), ...PageRequest.shape });

const KEPT_MS = 90 * 86_400_000;

/** What changed and who did it, newest first, for 90 days. https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindingHistory.html */
export const getFindingHistory: Operation = ({ input }, hub) => {
  const { FindingIdentifier: ref, StartTime, EndTime, ...request } = read(Input, input);
  const now = hub.clock.now();
  const [from, to] = [instant(StartTime) ?? 0n, instant(EndTime) ?? instant(new Date(now).toISOString()) ?? 0n];
  const records = hub.history(ref);

  const { keys, ...next } = hub.page(request, ['GetFindingHistory', ref, StartTime, EndTime], () =>
    records.flatMap(({ UpdateTime }, index) => {
      const at = instant(UpdateTime) ?? 0n;
      const asked = at >= from && at <= to && Date.parse(UpdateTime) > now - KEPT_MS;
      // Counted from the oldest, so that a page asked for later is not shifted by what happened since.
      return asked ? [String(records.length - 1 - index)] : [];
    }),
  );
  return { Records: keys.flatMap((key) => records[records.length - 1 - Number(key)] ?? []), ...next };
};
