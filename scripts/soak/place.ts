import type { SlackUser } from '../../src/sandbox/slack/contract.ts';
import { BOT, TEAM } from '../../src/sandbox/world.ts';

/** The channel that floods come to; the others have a little each. Many, because whoever is killed leaves a channel leased for 20 s. */
export const STORM = 'C0STORM';
export const CALM = Array.from({ length: 12 }, (_, i) => `C0CALM${String(i + 1).padStart(2, '0')}`);
export const CHANNELS = [STORM, ...CALM];

/** Two who may acknowledge, and one who may do nothing. */
export const RESPONDERS = ['U0ANA', 'U0BRUNO'] as const;
export const NOBODY = 'U0NICK';

const person = (id: string, name: string): SlackUser => ({
  id,
  name: name.toLowerCase(),
  real_name: name,
  email: `${name.toLowerCase()}@acme.example`,
  team: TEAM.id,
});
export const USERS = [person('U0ANA', 'Ana'), person('U0BRUNO', 'Bruno'), person(NOBODY, 'Nick')];

/** Whose account a channel's findings are in; several, so that no account alone is a flood. */
export const accountOf = (channel: string, i: number): string =>
  `${CHANNELS.indexOf(channel) + 10}${String(i % 20).padStart(2, '0')}00000000`;

const accountsOf = (channel: string): string => Array.from({ length: 20 }, (_, i) => `'${accountOf(channel, i)}'`).join(', ');

export const POLICY = `
defaultChannel: ${STORM}
routes:
${CALM.map((channel) => `  - { name: ${channel.toLowerCase()}, when: { account: [${accountsOf(channel)}] }, channel: ${channel} }`).join('\n')}
roles: { responder: [${RESPONDERS.join(', ')}] }
`;

export const channelsToMake = () =>
  CHANNELS.map((id) => ({ id, name: id.toLowerCase(), members: [BOT.userId, ...USERS.map((user) => user.id)] }));
