import * as z from 'zod';
import { rolesFor } from '../../domain/person.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { askerOf } from '../asker.ts';
import type { By, CommandListener, PressListener } from '../listener.ts';
import { jsonOf, type Press } from '../payload.ts';
import { requestPress } from '../request-press.ts';
import { PressedException } from '../views/exceptions-list.ts';

const mayRespond = ({ person }: Pick<By<Press>, 'person'>): boolean => person.roles.some((role) => rolesFor('respond').includes(role));

/** `/shub exceptions`: the list follows by itself. */
export const onExceptions: CommandListener<'exceptions'> = async (asked, { queues }) => {
  await queues.request({ kind: 'exceptions', ...askerOf(asked), page: 1, responds: mayRespond(asked) }, 'reports');
  return undefined;
};

/** A click on Next or Previous under the list. */
export const onExceptionsTurned: PressListener = async (press, { queues }) => {
  const page = z.coerce.number().int().min(1).safeParse(press.value);
  if (!page.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: page.error });
  const turned = { ...askerOf(press), replaces: true, page: page.data, responds: mayRespond(press) };
  await queues.request({ kind: 'exceptions', ...turned }, 'reports');
  return undefined;
};

/** A click on End now: a press on the card like any other, after which the list is drawn again. */
export const onExceptionEnded: PressListener = async (press, services) => {
  const pressed = PressedException.safeParse(jsonOf(press.value));
  if (!pressed.success) throw new UserFacingError('bad_arguments', TOO_OLD, { cause: pressed.error });
  const { page, ...card } = pressed.data;
  const asker = askerOf(press);
  await requestPress({ who: press.who, action: 'reopen', ...card, channel: asker.channel }, services, (intent) => [
    { kind: 'end exception', ...asker, replaces: true, intent, page },
    'actions',
  ]);
  return undefined;
};

/** A click on CSV or JSON: the file comes as a direct message. */
export const onExceptionsExported =
  (format: 'csv' | 'json'): PressListener =>
  async (press, { queues }) => {
    await queues.request({ kind: 'export exceptions', ...askerOf(press), format }, 'reports');
    return 'The file comes to you as a direct message.';
  };

const TOO_OLD = 'This list is too old to be used. Ask again with `/shub exceptions`.';
