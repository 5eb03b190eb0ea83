import * as z from 'zod';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';

/** `/shub mine`: the list follows by itself. */
export const onMine: CommandListener<'mine'> = async (asked, { queues }) => {
  await queues.request({ kind: 'mine', ...askerOf(asked), page: 1 }, 'actions');
  return undefined;
};

/** A click on Next or Previous under the list. */
export const onMineTurned: PressListener = async (press, { queues }) => {
  const page = z.coerce.number().int().min(1).safeParse(press.value);
  if (!page.success)
    throw new UserFacingError('bad_arguments', 'This list is too old to be used. Ask again with `/shub mine`.', { cause: page.error });
  await queues.request({ kind: 'mine', ...askerOf(press), replaces: true, page: page.data }, 'actions');
  return undefined;
};

/** `/shub handover`: the card for the next shift follows in the channel. */
export const onHandover: CommandListener<'handover'> = async (asked, { queues, token }) => {
  await queues.request({ kind: 'handover', ...askerOf(asked), id: token() }, 'reports');
  return undefined;
};
