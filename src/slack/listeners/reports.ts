import { UserFacingError } from '../../domain/refusal.ts';
import { type ExportFormat, ReportRef } from '../../domain/request.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';

/** `/shub score …`: the answer follows by itself. */
export const onScore: CommandListener<'score'> = async (asked, { queues }) => {
  await queues.request({ kind: 'score', ...askerOf(asked), ...asked.args }, 'reports');
  return { kind: 'words', text: '⏳ Working out the score.' };
};

/** `/shub trend …` */
export const onTrend: CommandListener<'trend'> = async (asked, { queues }) => {
  await queues.request({ kind: 'trend', ...askerOf(asked), ...asked.args }, 'reports');
  return { kind: 'words', text: '⏳ Looking up the days.' };
};

/** `/shub report …`: it is seen by all, so whoever asked is told where to look. */
export const onReport: CommandListener<'report'> = async (asked, { queues, token, now }) => {
  await queues.request({ kind: 'report', ...askerOf(asked), ...asked.args, id: token(), askedAt: now().toISOString() }, 'reports');
  return { kind: 'words', text: '⏳ Preparing the report: it appears in this channel in a few seconds, for all to see.' };
};

/** `/shub evidence <finding>` and `/shub evidence verify` */
export const onEvidence: CommandListener<'evidence'> = async (asked, { queues }) => {
  await queues.request({ kind: 'evidence', ...askerOf(asked), ...asked.args }, 'reports');
  return { kind: 'words', text: asked.args.of.what === 'record' ? '⏳ Checking the record.' : '⏳ Gathering the evidence.' };
};

/** `/shub digest now` */
export const onDigest: CommandListener<'digest'> = async (asked, { queues, token }) => {
  await queues.request({ kind: 'digest', channel: askerOf(asked).channel, id: token(), by: asked.who }, 'reports');
  return { kind: 'words', text: '⏳ The digest appears in this channel in a few seconds, for all to see.' };
};

/** A click on one of the files under a report: it comes into the report's thread. */
export const onExport =
  (format: ExportFormat): PressListener =>
  async (press, { queues }) => {
    const ref = ReportRef.safeParse(jsonOf(press.value));
    if (!ref.success)
      throw new UserFacingError('bad_arguments', 'This report is too old. Ask for a new one with `/shub report`.', { cause: ref.error });
    await queues.request({ kind: 'export', ...askerOf(press), format, of: ref.data }, 'reports');
    return '⏳ Preparing the file: it appears in the thread of this report.';
  };
