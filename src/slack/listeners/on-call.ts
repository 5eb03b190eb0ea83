import { askerOf } from '../asker.ts';
import type { CommandListener } from '../listener.ts';

/** `/shub oncall`: the answer follows by itself. */
export const onOnCall: CommandListener<'oncall'> = async (asked, { queues }) => {
  await queues.request({ kind: 'on call', ...askerOf(asked) }, 'reports');
  return undefined;
};
