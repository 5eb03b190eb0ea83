import type { SlackPerson } from '../contract.ts';
import { stackOf } from '../views.ts';
import { messagesOf } from '../workspace.ts';
import { press, runShortcut } from './pressing.ts';
import type { Seat } from './seat.ts';
import { close, submit } from './submission.ts';
import { command, openHome, say } from './writing.ts';

/** Drives Slack as one person; guests, deactivated people and people of other workspaces like everyone. */
export function person(userId: string, desk: Omit<Seat, 'user'>): SlackPerson {
  const { workspace } = desk;
  const user = workspace.state.users.get(userId);
  if (!user) throw new Error(`Nobody called ${userId} in this workspace`);
  const seat: Seat = { ...desk, user };

  return {
    id: userId,
    command: (channel, text) => command(seat, channel, text),
    act: (where, action) => press(seat, where, action),
    submit: (values = {}) => submit(seat, values),
    close: ({ all = false } = {}) => close(seat, all),
    shortcut: (callbackId, message) => runShortcut(seat, callbackId, message),
    openHome: () => openHome(seat),
    says: (channel, text, threadTs) => say(seat, channel, text, threadTs),
    sees: (channel) =>
      messagesOf(workspace, channel).filter(({ deleted, ephemeralFor }) => !deleted && (!ephemeralFor || ephemeralFor === userId)),
    modals: () => [...stackOf(workspace, userId)],
  };
}
