import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { PageTurn } from '../views/findings-list.ts';

/** `/shub findings …`: the list follows by itself. */
export const onFindings: CommandListener<'findings'> = async (asked, { queues }) => {
  await queues.request({ kind: 'findings', ...askerOf(asked), query: asked.args.query, page: 1 }, 'actions');
  return undefined;
};

/** A click on Next or Previous under a list. */
export const onPageTurned: PressListener = async (press, { queues }) => {
  const turn = PageTurn.safeParse(jsonOf(press.value));
  if (!turn.success)
    throw new UserFacingError('bad_arguments', 'This list is too old to be paged. Ask again with `/shub findings`.', { cause: turn.error });
  const { query, page, cursor } = turn.data;
  await queues.request(
    { kind: 'findings', ...askerOf(press), replaces: true, query, page, ...(cursor !== undefined && { cursor }) },
    'actions',
  );
  return undefined;
};
