import { PassThrough } from 'node:stream';
import { startEventBridge } from '../../src/sandbox/aws/eventbridge/emulator.ts';
import { startSecurityHub } from '../../src/sandbox/aws/security-hub/emulator.ts';
import { startSns } from '../../src/sandbox/aws/sns/emulator.ts';
import { startSqs } from '../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import type { ExitCode } from '../../src/setup/consent.ts';
import { runSetup } from '../../src/setup/run-setup.ts';

const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

interface Run {
  code: ExitCode;
  /** All that was written. */
  said: string;
  /** The calls that change something, in their order. */
  changes: string[];
  /** All calls, in their order. */
  calls: string[];
}

export interface How {
  /** What is typed, one line for each question; without it nobody sits there. */
  typing?: string[];
  /** Flags that stand for an environment. */
  environment?: { region?: string; queue?: string; table?: string };
}

const READS = /^(Describe|List|Get|BatchGet)/;

/** An account in which nobody has done anything, but for the queues of a container, and the set-up to run against it. */
export async function anEmptyAccount() {
  process.env.AWS_ACCESS_KEY_ID = 'AKIADAN';
  process.env.AWS_SECRET_ACCESS_KEY = 'not a secret';
  const clock = movableClock({ start: Date.parse('2026-03-02T09:00:00Z'), runs: false });
  const place = { clock, account: ACCOUNT, region: REGION };
  const sqs = await startSqs(place);
  const bus = await startEventBridge({ ...place, deliver: sqs.accept });
  const hub = await startSecurityHub({ ...place, enabled: false, publish: (event) => bus.publish(event) });
  const sns = await startSns({ ...place, deliver: sqs.accept });
  const queue = sqs.create('shub-dev-findings', { maxReceive: 10 });
  const emulators = { hub, bus, sns, sqs };

  async function setUp(args: string, { typing, environment = { region: REGION } }: How = {}): Promise<Run> {
    const before = Object.values(emulators).map(({ calls }) => calls.length);
    const stdin = Object.assign(new PassThrough(), { isTTY: typing !== undefined });
    const stdout = Object.assign(new PassThrough(), { isTTY: typing !== undefined, columns: 120 });
    let said = '';
    const lines = [...(typing ?? [])];
    stdout.on('data', (part: Buffer) => {
      said += part.toString();
      // Questions end without an end of line.
      if (/[\]?] $/.test(said)) setImmediate(() => (lines.length > 0 ? stdin.write(`${lines.shift()}\n`) : stdin.end()));
    });
    const code = await runSetup(args.split(' ').filter(Boolean), {
      ...environment,
      streams: { stdin, stdout },
      sleep: (ms) => clock.advance(ms),
      now: () => new Date(clock.now()),
      endpoints: { securityHub: hub.url, eventBridge: bus.url, sns: sns.url, sqs: sqs.url },
    });
    const calls = Object.values(emulators).flatMap(({ calls: all }, i) => all.slice(before[i]).map(({ operation }) => operation));
    return { code, said, calls, changes: calls.filter((call) => !READS.test(call)) };
  }

  return {
    ...emulators,
    clock,
    queue,
    setUp,
    async stop() {
      await Promise.all(Object.values(emulators).map((emulator) => emulator.stop()));
      clock.stop();
    },
  };
}

export type EmptyAccount = Awaited<ReturnType<typeof anEmptyAccount>>;
