import type { PagePerson } from './page/contract.ts';
import type { SlackUser } from './slack/contract.ts';
import { BOT, TEAM } from './world.ts';

/** The company of the sandbox: who works there, where they meet, and what its policy says. */

const member = (id: string, name: string, rest: Partial<SlackUser> = {}): SlackUser => ({
  id,
  name: name.toLowerCase(),
  real_name: name,
  email: `${name.toLowerCase()}@acme.example`,
  team: TEAM.id,
  tz: 'Europe/Dublin',
  ...rest,
});

export const users: SlackUser[] = [
  member('U0ANA', 'Ana'),
  member('U0BRUNO', 'Bruno'),
  member('U0CLARA', 'Clara'),
  member('U0DAN', 'Dan'),
  member('U0VERA', 'Vera'),
  member('U0GUS', 'Gus', { is_restricted: true, email: 'gus@partner.example' }),
  member('U0FAY', 'Fay', { team: 'T0PARTNER', is_stranger: true, email: 'fay@partner.example' }),
];

export const people: PagePerson[] = [
  { id: 'U0ANA', role: 'responder', about: 'Ana is on call: she acknowledges, resolves and suppresses findings.' },
  { id: 'U0BRUNO', role: 'responder', about: 'Bruno is her colleague: press the same button as both and see who wins.' },
  { id: 'U0CLARA', role: 'approver', about: 'Clara may approve what needs a second person.' },
  { id: 'U0DAN', role: 'admin', about: 'Dan runs shub: he may pause and resume delivery.' },
  { id: 'U0VERA', role: 'viewer', about: 'Vera may look, list and read, and is refused the rest.' },
  { id: 'U0GUS', role: 'guest', about: 'Gus is a guest of this workspace: he is refused everything.' },
  { id: 'U0FAY', role: 'other workspace', about: 'Fay is here by Slack Connect: she is refused everything.' },
];

export const groups = [{ id: 'S0RESPONDERS', handle: 'responders', name: 'Responders', users: ['U0ANA', 'U0BRUNO'] }];

const everyone = [BOT.userId, ...users.map(({ id }) => id)];

export const channels = [
  { id: 'C0ALERTS', name: 'sec-alerts', topic: 'What Security Hub finds in staging and data', members: everyone },
  { id: 'C0PROD', name: 'sec-prod', topic: 'What Security Hub finds in production', members: everyone },
  { id: 'C0FALLBACK', name: 'sec-fallback', topic: 'Where cards go when their channel is broken', members: everyone },
  { id: 'C0ONCALL', name: 'platform-oncall', topic: 'Who is on call', members: everyone },
];

export const policy = `# The sandbox's policy.yml
routes:
  - name: production
    when: { account: '111122223333' }
    channel: C0PROD
defaultChannel: C0ALERTS
fallbackChannel: C0FALLBACK
accounts:
  '111122223333': prod-payments
  '444455556666': staging
  '777788889999': data-platform
roles:
  viewer: [U0VERA]
  responder: [S0RESPONDERS]
  approver: [U0CLARA]
  admin: [U0DAN]
suppress:
  approval: { severities: [CRITICAL] }
acknowledge: { reminder: 30m }
owners:
  - { route: production, who: S0RESPONDERS }
  - { who: U0BRUNO }
onCall:
  - { route: production, who: U0ANA }
  - { who: S0RESPONDERS }
escalation:
  CRITICAL: { mention: 10m, page: 10m, fallback: 10m }
sla:
  acknowledge: { CRITICAL: 1h, HIGH: 8h }
  resolve: { CRITICAL: 2d, HIGH: 14d }
`;
