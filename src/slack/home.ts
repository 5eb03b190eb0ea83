import type { WebClient } from '@slack/web-api';
import type { Chat } from '../flows/services.ts';
import { outcomeOf } from './outcome.ts';
import { homeView } from './views/home.ts';

/** The app's Home, drawn for one person at a time: https://docs.slack.dev/reference/methods/views.publish */
export const slackHome = (client: WebClient): Pick<Chat, 'showHome'> => ({
  async showHome(user_id, home) {
    try {
      const { view } = await client.views.publish({ user_id, view: homeView(home) });
      return view?.id === undefined ? { kind: 'ambiguous', error: 'answer without view' } : { kind: 'ok', ts: view.id };
    } catch (error) {
      return outcomeOf(error);
    }
  },
});
