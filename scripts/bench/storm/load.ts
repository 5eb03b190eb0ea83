import { asff, HOME, productArn } from '../../../src/sandbox/samples/sample.ts';
import type { Random } from './random.ts';

/** The channel of the storm; the others, and one in which hardly anything happens. */
const STORM = 'C0STORM';
const OTHERS = ['C0TEAM1', 'C0TEAM2', 'C0TEAM3'] as const;
const QUIET = 'C0QUIET';
export const CHANNELS = [STORM, ...OTHERS, QUIET];

/** So many accounts a channel, that no account and product alone is a flood: criticals then have messages of their own. */
const ACCOUNTS = 100;
const accountOf = (channel: string, i: number): string =>
  `${CHANNELS.indexOf(channel) + 1}${String((i * 7) % ACCOUNTS).padStart(3, '0')}00000000`;
const accountsOf = (channel: string): string => Array.from({ length: ACCOUNTS }, (_, i) => `'${accountOf(channel, i)}'`).join(', ');

/** Every finding of the load has a channel of its own choice. */
export const POLICY = `
defaultChannel: ${STORM}
routes:
${[...OTHERS, QUIET].map((channel) => `  - { name: ${channel.toLowerCase()}, when: { account: [${accountsOf(channel)}] }, channel: ${channel} }`).join('\n')}
roles: { viewer: [U0ANA] }
`;

export interface Planned {
  /** In the title of its finding, and so wherever that is shown. */
  name: string;
  channel: string;
  critical: boolean;
  /** Milliseconds after the load begins. */
  at: number;
  /** Whether its event comes twice. */
  twice: boolean;
}

interface Shape {
  name: string;
  count: number;
  /** Over how many milliseconds they come. */
  over: number;
  /** Share of the first channel; the other channels have the rest. */
  onOne: number;
  random: Random;
}

/** Evenly spread over the time, one in fifty critical, one in twenty told twice. */
export function plan({ name, count, over, onOne, random }: Shape): Planned[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${name}-${String(i).padStart(5, '0')}`,
    channel: random() < onOne ? STORM : (OTHERS[i % OTHERS.length] ?? STORM),
    critical: i % 50 === 7,
    at: Math.floor((i * over) / count),
    twice: random() < 0.05,
  }));
}

/** The quiet channel's findings: one every six seconds, and one at least. */
export const quietOnes = (over: number): Planned[] =>
  Array.from({ length: Math.max(1, Math.floor(over / 6_000)) }, (_, i) => ({
    name: `quiet-${String(i).padStart(5, '0')}`,
    channel: QUIET,
    critical: false,
    at: i * 6_000 + 3_000,
    twice: false,
  }));

/** As GuardDuty tells it. */
export function findingOf({ name, channel, critical }: Planned, index: number, at: number): Record<string, unknown> {
  const id = accountOf(channel, index);
  const resource = `arn:aws:ec2:${HOME}:${id}:instance/i-${name}`;
  return asff(
    { account: { id, name: `account ${id}` }, region: HOME, at },
    {
      Id: `arn:aws:guardduty:${HOME}:${id}:detector/12ab34cd/finding/${name}`,
      ProductArn: productArn(HOME, 'guardduty'),
      ProductName: 'GuardDuty',
      CompanyName: 'Amazon',
      GeneratorId: `arn:aws:guardduty:${HOME}:${id}:detector/12ab34cd`,
      Types: ['TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce'],
      Severity: critical ? { Label: 'CRITICAL', Normalized: 90 } : { Label: 'HIGH', Normalized: 70 },
      Title: `SSH brute force against ${name}`,
      Description: `Somebody at 203.0.113.77 guesses passwords of ${name}. Brute force attacks gain access by trying many of them.`,
      Resources: [{ Type: 'AwsEc2Instance', Id: resource, Partition: 'aws', Region: HOME, Tags: { Name: name, team: 'payments' } }],
    },
  );
}
