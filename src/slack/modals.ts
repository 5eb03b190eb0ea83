import type { ModalView } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { UserFacingError } from '../domain/refusal.ts';

/** Opens windows in front of the person who just pressed something. Each resolves to the id of the view. */
export interface Modals {
  open(trigger: string, view: ModalView): Promise<string>;
  /** On top of the modal in which something was pressed. */
  push(trigger: string, view: ModalView): Promise<string>;
  /** In place of one that is open; needs no trigger. */
  replace(id: string, view: ModalView): Promise<string>;
}

/** A trigger lives three seconds and works once: the client must not try again and must give up within about 1.5 s. */
export function slackModals(client: Pick<WebClient, 'views'>): Modals {
  return {
    open: (trigger_id, view) => viewId(client.views.open({ trigger_id, view })),
    push: (trigger_id, view) => viewId(client.views.push({ trigger_id, view })),
    replace: (view_id, view) => viewId(client.views.update({ view_id, view })),
  };
}

const EXPIRED = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_exchanged']);

async function viewId(call: Promise<{ view?: { id?: string } | undefined }>): Promise<string> {
  try {
    const { view } = await call;
    if (view?.id === undefined) throw new Error('Slack opened a view without an id');
    return view.id;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !EXPIRED.has(error.data.error)) throw error;
    throw new UserFacingError('not_done', 'Not done: Slack waited too long to open the window. Press the button again.', { cause: error });
  }
}
