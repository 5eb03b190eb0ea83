import type { Pace } from '../../aws/pace.ts';
import type { Clients } from '../clients.ts';
import type { Options } from '../options.ts';
import type { Step } from '../step.ts';
import { customActionGone } from './custom-action-gone.ts';
import { insightsGone } from './insights-gone.ts';
import { ruleGone } from './rule-gone.ts';
import { topicsGone } from './topics-gone.ts';

/** Everything that set-up, and shub while it ran, made; what brings findings goes first. */
export function removalSteps({ clients, pace, options }: { clients: Clients; pace: Pace; options: Options }): Step[] {
  const { region, stage, queue, deadLetters, table } = options;
  const hub = { client: clients.hub, pace };
  const container = {
    ...(queue !== undefined && { queue }),
    ...(deadLetters !== undefined && { deadLetters }),
  };
  return [
    ruleGone({ events: clients.events, sqs: clients.sqs, pace, region, stage, ...container }),
    topicsGone({ client: clients.sns, pace, stage, mine: queue !== undefined }),
    customActionGone(hub),
    insightsGone({ ...hub, table }),
    stays(
      'Tables',
      `${table} and ${table}-audit: the record of who did what is there for whoever audits you. Delete them by hand, the audit table after its deletion protection is switched off`,
    ),
    stays('Security Hub', 'it and its standards are not shub’s alone. `npm run setup -- --undo-help` has the commands'),
    stays(
      'Stack and Slack app',
      `\`npx osls remove --stage ${stage}\` takes the functions away; the app is deleted at https://api.slack.com/apps`,
    ),
  ];
}

const stays = (name: string, words: string): Step => ({
  name,
  look: async () => ({ kind: 'left out', words }),
  do: async () => undefined,
});
