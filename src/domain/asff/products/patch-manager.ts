import type { Asff } from '../schema.ts';
import { counted, inWords, type Reading, reading } from './reading.ts';

/** How many patches an instance lacks. */
export function patchManager({ PatchSummary: summary }: Asff): Reading {
  if (!summary) return { facts: [] };
  const missing = counted(summary.MissingCount, 'patch missing', 'patches missing');
  const failed = counted(summary.FailedCount, 'failed', 'failed');
  const reboot = summary.InstalledPendingReboot
    ? counted(summary.InstalledPendingReboot, 'waits for a reboot', 'wait for a reboot')
    : undefined;
  return reading(
    [missing, failed, reboot],
    [
      ['Missing', summary.MissingCount?.toString()],
      ['Failed', summary.FailedCount?.toString()],
      ['Waiting for a reboot', summary.InstalledPendingReboot?.toString()],
      ['Installed', summary.InstalledCount?.toString()],
      ['Operation', inWords(summary.Operation)],
      ['Scanned', summary.OperationEndTime],
    ],
  );
}
