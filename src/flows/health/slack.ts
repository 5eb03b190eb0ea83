import { amber, green, type Reading, red } from '../../domain/health.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ChannelFacts } from '../services.ts';
import type { Check } from './check.ts';

export const slackToken: Check = {
  name: 'Slack token',
  async check({ slackHealth }) {
    const { refused, ours, missing } = await slackHealth.token();
    if (refused !== undefined) {
      return [red(`Slack refuses it: ${refused}`, 'Install the app again and put its bot token where `SLACK_BOT_TOKEN` says.')];
    }
    if (!ours) {
      return [
        red(
          'it is of another app or workspace than the settings say',
          'Compare `SLACK_BOT_ID` and `SLACK_TEAM_ID` with what auth.test answers.',
        ),
      ];
    }
    if (missing === undefined) return [amber('works, but Slack does not say which scopes it has')];
    if (missing.length > 0) {
      return [red(`lacks ${missing.join(', ')}`, 'Paste manifest.yml into the app’s App Manifest page, and install the app again.')];
    }
    return green('works, with all scopes');
  },
};

/** Every channel that the policy names. */
export const slackChannels: Check = {
  name: 'Channels',
  async check({ policy, slackHealth }) {
    const read = await policy();
    const ids = channelsOf(read);
    if (ids.length === 0) return [red('the policy names none', 'Set at least `defaultChannel` in policy.yml.')];
    const facts = await Promise.all(ids.map((id) => slackHealth.channel(id)));
    const faults = facts.flatMap((each) => faultsOf(each, read));
    return faults.length > 0 ? faults : green(facts.map(({ name }) => `#${name}`).join(', '));
  },
};

const channelsOf = ({ defaultChannel, fallbackChannel, routes }: Policy): string[] => [
  ...new Set([defaultChannel, fallbackChannel, ...routes.map(({ channel }) => channel)].filter((id) => id !== undefined)),
];

function faultsOf({ id, name, archived, member, shared }: ChannelFacts, { sharedChannels }: Policy): Reading[] {
  if (name === undefined) {
    return [red(`shub sees no channel ${id}`, 'If it is private, type `/invite @shub` in it; if it is gone, change policy.yml.')];
  }
  if (archived) return [red(`#${name} is archived`, 'Unarchive it, or name another one in policy.yml.')];
  if (!member) return [red(`shub is not in #${name}`, 'Type `/invite @shub` in it.')];
  if (shared && !sharedChannels.includes(id))
    return [
      red(
        `#${name} is shared with another organisation, which reads every card`,
        'Name a channel of your own in policy.yml, or allow this one in `sharedChannels`.',
      ),
    ];
  return [];
}
