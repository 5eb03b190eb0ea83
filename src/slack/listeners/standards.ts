import { authorise, type Person } from '../../domain/person.ts';
import { askerOf } from '../asker.ts';
import type { CommandListener, PressListener } from '../listener.ts';

/** Whether the buttons of administrators are worth drawing; a press on one is authorised again. */
export const administers = (person: Person): boolean => authorise(person, 'administer', { rolesConfigured: true }).allowed;

/** `/shub standards`: the list follows by itself. */
export const onStandards: CommandListener<'standards'> = async (asked, { queues }) => {
  await queues.request({ kind: 'standards', ...askerOf(asked), administers: administers(asked.person) }, 'reports');
  return undefined;
};

/** A click on All standards, in place of what it was clicked in. */
export const onAllStandards: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'standards', ...askerOf(press), replaces: true, administers: administers(press.person) }, 'reports');
  return undefined;
};

/** A click on Enable or Disable that was confirmed: the list is drawn anew, and the channel is told. */
export const onSwitchStandard =
  (on: boolean): PressListener =>
  async (press, { queues, token }) => {
    await queues.request({ kind: 'switch standard', ...askerOf(press), press: token(), standard: press.value, on }, 'admin');
    return undefined;
  };
