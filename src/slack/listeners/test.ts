import { askerOf } from '../asker.ts';
import type { CommandListener } from '../listener.ts';

/** `/shub test`: whoever carries it out says what came of it. */
export const onTest: CommandListener<'test'> = async (asked, { queues, token }) => {
  await queues.request({ kind: 'test', ...askerOf(asked), id: token(), scope: asked.args.channel }, 'actions');
  return undefined;
};
