import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';

/** `/shub show <id>`: the finding follows by itself. */
export const onShow: CommandListener<'show'> = async (asked, { queues }) => {
  await queues.request({ kind: 'show', ...askerOf(asked), finding: asked.args.id }, 'actions');
  return undefined;
};

/** A click on Show in a row of a list. */
export const onShowPressed: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'show', ...askerOf(press), finding: press.value }, 'actions');
  return undefined;
};
