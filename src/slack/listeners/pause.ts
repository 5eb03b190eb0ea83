import { askerOf } from '../asker.ts';
import type { CommandListener } from '../listener.ts';

/** `/shub pause` and `/shub resume`: whoever carries it out says so when it is done. */
export const onPause: CommandListener<'pause'> = async (asked, { queues }) => {
  await queues.request({ kind: 'pause', ...askerOf(asked), scope: asked.args.scope, on: true }, 'actions');
  return undefined;
};

export const onResume: CommandListener<'resume'> = async (asked, { queues }) => {
  await queues.request({ kind: 'pause', ...askerOf(asked), scope: asked.args.scope, on: false }, 'actions');
  return undefined;
};
