import { PassThrough } from 'node:stream';
import { runSetup } from '../setup/run-setup.ts';
import type { PageButton } from './page/contract.ts';
import type { ConsoleLine } from './page/protocol.ts';
import type { World } from './world.ts';

/** `npm run setup` as it runs against this sandbox's account: by buttons of the page, or from another terminal. */
export function setUpOf(world: World, forward: (ms: number) => Promise<unknown>, changed: () => void) {
  const { clock, config, endpoints } = world;
  const args = ['--region', config.region, '--queue', config.findingsQueue];
  const lines: ConsoleLine[] = [];

  async function run(flag: '--dry-run' | '--yes'): Promise<string> {
    const stdout = new PassThrough();
    let said = '';
    stdout.on('data', (part: Buffer) => {
      said += part.toString();
    });
    const at = clock.now();
    // Standards take minutes to become READY: they go by at once.
    const surroundings = { streams: { stdin: new PassThrough(), stdout }, now: () => new Date(clock.now()), endpoints };
    const code = await runSetup([...args, flag], { ...surroundings, sleep: async (ms) => void (await forward(ms)) });
    lines.push({
      id: String(lines.length),
      at,
      title: `npm run setup -- ${flag}`,
      outcome: code === 0 ? { word: 'done', tone: 'good' } : { word: `ended with ${code}`, tone: 'bad' },
      facts: planIn(said),
      more: [{ name: 'All it said', text: said }],
    });
    changed();
    return code === 0 ? 'Set-up has ended well. The tab Set-up tells what it did.' : 'Set-up could not end. The tab Set-up tells why.';
  }

  const button = (id: string, label: string, flag: '--dry-run' | '--yes', hint: string): PageButton => ({
    id,
    label,
    group: 'Set-up',
    hint,
    run: () => run(flag),
  });

  return {
    buttons: [
      button('set-up-plan', 'Show the plan', '--dry-run', 'npm run setup -- --dry-run: what it would do to this account'),
      button('set-up', 'Set up the account', '--yes', 'npm run setup -- --yes: Security Hub, standards, rule, topics, custom action'),
    ],
    lines: () => lines,
    /** What to type into another terminal. */
    command: [
      ...Object.entries({
        AWS_ACCESS_KEY_ID: 'sandbox',
        AWS_SECRET_ACCESS_KEY: 'sandbox',
        AWS_ENDPOINT_URL_SECURITYHUB: endpoints.securityHub,
        AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.eventBridge,
        AWS_ENDPOINT_URL_SNS: endpoints.sns,
        AWS_ENDPOINT_URL_SQS: endpoints.sqs,
      }).map(([name, value]) => `${name}=${value}`),
      `npm run setup -- ${args.join(' ')}`,
    ].join(' \\\n  '),
  };
}

const STATES: Record<string, string> = { '=': 'already so', '+': 'to be done', '-': 'left out', '!': 'needs you' };

/** The steps of the plan that was shown, by how each stood. */
function planIn(said: string): string[] {
  const steps = [...said.matchAll(/^\s*([=+!-]) (.+?)(?: {2,}|$)/gm)];
  return Object.entries(STATES).flatMap(([mark, words]) => {
    const names = steps.flatMap(([, found, name]) => (found === mark ? [name] : []));
    return names.length > 0 ? [`${words}: ${names.join(', ')}`] : [];
  });
}
