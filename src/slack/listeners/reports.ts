import { askerOf } from '../asker.ts';
import type { CommandListener } from '../listener.ts';

/** `/shub score …`: the answer follows by itself. */
export const onScore: CommandListener<'score'> = async (asked, { queues }) => {
  await queues.request({ kind: 'score', ...askerOf(asked), ...asked.args }, 'reports');
  return undefined;
};

/** `/shub trend …` */
export const onTrend: CommandListener<'trend'> = async (asked, { queues }) => {
  await queues.request({ kind: 'trend', ...askerOf(asked), ...asked.args }, 'reports');
  return undefined;
};

/** `/shub report …`: it is seen by all, so whoever asked is told where to look. */
export const onReport: CommandListener<'report'> = async (asked, { queues, token, now }) => {
  await queues.request({ kind: 'report', ...askerOf(asked), ...asked.args, id: token(), askedAt: now().toISOString() }, 'reports');
  return { kind: 'words', text: '⏳ Preparing the report: it appears in this channel in a few seconds, for all to see.' };
};
