import * as z from 'zod';
import { authorise, type Person } from '../../domain/person.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { assertMay } from '../admit.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';
import { jsonOf } from '../payload.ts';
import { UNKNOWN } from '../words.ts';
import { openInsight, openNewInsight } from './insight-form.ts';

/** Which buttons are worth drawing; a press on one is authorised again. */
const offeredTo = (person: Person) => ({
  responds: authorise(person, 'respond', { rolesConfigured: true }).allowed,
  administers: authorise(person, 'administer', { rolesConfigured: true }).allowed,
});

/** `/shub insight list`, `create`, and with the name of one `show`, `edit`, `delete`. */
export const onInsight: CommandListener<'insight'> = async (asked, services) => {
  const { args, person } = asked;
  const { queues } = services;
  switch (args.do) {
    case 'list':
      await queues.request({ kind: 'insights', ...askerOf(asked), page: 1, ...offeredTo(person) }, 'reports');
      return undefined;
    case 'show':
      await queues.request({ kind: 'insight', ...askerOf(asked), which: args.which, ...offeredTo(person) }, 'reports');
      return undefined;
    case 'create':
      await assertMay(person, 'respond', services);
      await openNewInsight(asked, services);
      return undefined;
    case 'edit':
      await assertMay(person, 'respond', services);
      await openInsight(asked, args.which, services);
      return undefined;
    case 'delete':
      await assertMay(person, 'administer', services);
      await queues.request({ kind: 'ask to delete insight', ...askerOf(asked), which: args.which }, 'reports');
      return undefined;
  }
};

/** A click on Next or Previous under the list of insights. */
export const onInsightsTurned: PressListener = async (press, { queues }) => {
  const page = z.coerce.number().int().min(1).max(20).safeParse(press.value);
  if (!page.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: page.error });
  const turned = { kind: 'insights' as const, ...askerOf(press), replaces: true, page: page.data, ...offeredTo(press.person) };
  await queues.request(turned, 'reports');
  return undefined;
};

/** A click on Show in the list of insights, or one of AWS's own chosen in the menu there. */
export const onInsightShown: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'insight', ...askerOf(press), which: press.value, ...offeredTo(press.person) }, 'reports');
  return undefined;
};

const Behind = z.object({ arn: z.string(), value: z.string(), count: z.number().int().optional() });

/** A click on Findings beside a bar. */
export const onBehindInsight: PressListener = async (press, { queues }) => {
  const behind = Behind.safeParse(jsonOf(press.value));
  if (!behind.success) throw new UserFacingError('bad_arguments', UNKNOWN, { cause: behind.error });
  await queues.request({ kind: 'insight findings', ...askerOf(press), ...behind.data }, 'actions');
  return undefined;
};

/** A confirmed click on Delete. */
export const onInsightDeleted: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'delete insight', ...askerOf(press), replaces: true, arn: press.value }, 'reports');
  return undefined;
};
