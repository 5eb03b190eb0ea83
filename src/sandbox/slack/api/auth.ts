import * as z from 'zod';
import { SlackError } from '../slack-error.ts';
import { method } from './method.ts';

export const auth = {
  'api.test': {
    ...method('none', z.object({ error: z.string().optional() }).loose(), ({ error, ...args }) => {
      if (error) throw new SlackError(error);
      return { args };
    }),
    open: true,
  },

  'auth.test': method('lots', z.object({}), (_, { state: { team, bot } }) => ({
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name,
    team_id: team.id,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  })),
};
