import { asff, HOME, productArn } from '../../src/sandbox/samples/sample.ts';
import type { World } from '../../src/sandbox/world.ts';
import type { Random } from '../bench/storm/random.ts';
import { accountOf, CALM, STORM } from './place.ts';

/** A finding of the run: its name and its state, which counts up with every change, are in its title and so wherever that is shown. */
interface Known {
  name: string;
  channel: string;
  number: number;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  state: number;
  createdAt: number;
}

/** Every name with its state in a text. */
export const NAMED = /soak-(\d{5}), state (\d+)/g;

/** What products report to Security Hub in the course of a run. */
export function findingsOf({ hub, bus, clock }: Pick<World, 'hub' | 'bus' | 'clock'>, random: Random) {
  const known: Known[] = [];

  function severity(): Known['severity'] {
    const share = random();
    if (share < 0.05) return 'CRITICAL';
    if (share < 0.8) return 'HIGH';
    return share < 0.9 ? 'MEDIUM' : 'LOW';
  }

  function report(one: Known): void {
    const at = clock.now();
    const account = { id: accountOf(one.channel, one.number), name: `account ${accountOf(one.channel, one.number)}` };
    const finding = asff(
      { account, region: HOME, at },
      {
        Id: `arn:aws:guardduty:${HOME}:${account.id}:detector/12ab34cd/finding/${one.name}`,
        ProductArn: productArn(HOME, 'guardduty'),
        ProductName: 'GuardDuty',
        CompanyName: 'Amazon',
        GeneratorId: `arn:aws:guardduty:${HOME}:${account.id}:detector/12ab34cd`,
        Types: ['TTPs/Initial Access/UnauthorizedAccess:EC2-SSHBruteForce'],
        CreatedAt: new Date(one.createdAt).toISOString(),
        Severity: { Label: one.severity },
        Title: `SSH brute force against ${one.name}, state ${one.state}`,
        Description: 'Somebody at 203.0.113.77 guesses passwords. Brute force attacks gain access by trying many of them.',
        Resources: [
          { Type: 'AwsEc2Instance', Id: `arn:aws:ec2:${HOME}:${account.id}:instance/i-${one.name}`, Partition: 'aws', Region: HOME },
        ],
      },
    );
    hub.imports(finding);
  }

  function appears(channel: string): void {
    const number = known.length;
    const name = `soak-${String(number).padStart(5, '0')}`;
    const one: Known = { name, channel, number, severity: severity(), state: 1, createdAt: clock.now() };
    known.push(one);
    report(one);
  }

  return {
    count: () => known.length,
    /** A new one in one of the channels. */
    appears: () => appears(CALM[Math.floor(random() * CALM.length)] ?? STORM),
    /** So many new ones in one channel. */
    flood(count: number, channel: string = STORM): void {
      for (let i = 0; i < count; i++) appears(channel);
    },
    /** One that is known is reported in its next state. */
    changes(): void {
      const one = known[Math.floor(random() * known.length)];
      if (!one) return;
      one.state++;
      report(one);
    },
    /** EventBridge delivers one of its latest events once more, whatever has happened to its finding since. */
    repeats(): void {
      const { event } = bus.events[Math.floor(random() * bus.events.length)] ?? {};
      if (event?.source === 'aws.securityhub') bus.publish(event);
    },
  };
}
