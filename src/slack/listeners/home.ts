import { askerOf } from '../asker.ts';
import type { HappeningListener, PressListener } from '../listener.ts';
import { newFindingModal } from '../views/new-finding-modal.ts';

/** Somebody has opened the app's Home. Who they are, and what they may see, is found out by who draws it. */
export const onHomeOpened: HappeningListener = async ({ who, tab }, { queues }) => {
  if (tab === 'home' && who !== undefined) await queues.request({ kind: 'home', who }, 'actions');
};

/** A click on New finding in Home: what comes of the form is told directly. */
export const onNewFromHome: PressListener = async (press, { modals }) => {
  await modals.open(press.trigger, newFindingModal({ channel: askerOf(press).channel }));
  return undefined;
};

/** A click on Next in Home: the queue comes as a direct message. */
export const onNextFromHome: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'next', ...askerOf(press), passed: [] }, 'actions');
  return undefined;
};

/** A click on On call in Home. */
export const onOnCallFromHome: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'on call', ...askerOf(press) }, 'reports');
  return undefined;
};

/** A click on Score in Home. */
export const onScoreFromHome: PressListener = async (press, { queues }) => {
  await queues.request({ kind: 'score', ...askerOf(press) }, 'reports');
  return undefined;
};
