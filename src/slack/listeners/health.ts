import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';

/** `/shub health`: the answer follows by itself. */
export const onHealth: CommandListener<'health'> = async (asked, { queues }) => {
  await queues.request({ kind: 'health', ...askerOf(asked) }, 'reports');
  return undefined;
};

/** A click on Check again: the new answer takes the place of the old one. */
export const onHealthAgain: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'health', ...askerOf(press), replaces: true }, 'reports');
  return undefined;
};
