import { parseArgs } from 'node:util';
import { nearest } from '../domain/nearest.ts';
import { UsageError } from './step.ts';

const FLAGS = {
  region: { type: 'string' },
  profile: { type: 'string' },
  stage: { type: 'string' },
  standards: { type: 'string', multiple: true },
  consolidate: { type: 'boolean' },
  wait: { type: 'boolean' },
  queue: { type: 'string' },
  'dead-letters': { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  'dry-run': { type: 'boolean' },
  'undo-help': { type: 'boolean' },
  remove: { type: 'boolean' },
  table: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** What the environment says where no flag does. */
export interface Surrounded {
  region?: string | undefined;
  /** URL or ARN of the findings queue. */
  queue?: string | undefined;
  /** The name of the table of an installation. */
  table?: string | undefined;
}

export interface Options {
  region: string;
  profile?: string;
  stage: string;
  /** As typed; undefined: whoever sits there may be asked, else the defaults. */
  standards?: string[];
  consolidate: boolean;
  wait: boolean;
  queue?: string;
  deadLetters?: string;
  yes: boolean;
  dryRun: boolean;
  undoHelp: boolean;
  /** Take away what there is instead. */
  remove: boolean;
  /** The table whose installation's insights are meant. */
  table: string;
}

/** Reads the command line; undefined when help was asked for. Throws a UsageError that says what is wrong and what would be right. */
export function readOptions(args: readonly string[], surrounded: Surrounded): Options | undefined {
  const { values, positionals } = parsed(args);
  if (values.help) return undefined;
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" belongs to no flag. Is it meant for --standards?`);
  const region = values.region ?? surrounded.region;
  if (region === undefined || region === '') {
    throw new UsageError('Which region? Say it with --region, such as --region eu-west-1, or set AWS_REGION.');
  }
  const stage = values.stage ?? 'dev';
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(stage)) throw new UsageError('A stage is a short word in small letters, such as --stage dev.');
  const queue = values.queue ?? surrounded.queue;
  const standards = values.standards?.flatMap((value) => value.split(',')).flatMap((name) => name.trim() || []);
  if (standards?.length === 0) throw new UsageError('--standards needs names, such as --standards fsbp,cis5.0.0, or default, or none.');
  if (standards && standards.length > 1 && standards.some((name) => name === 'none')) {
    throw new UsageError('--standards none cannot be said together with names.');
  }
  return {
    region,
    ...(values.profile !== undefined && { profile: values.profile }),
    stage,
    ...(standards && { standards }),
    consolidate: values.consolidate === true,
    wait: values.wait !== false,
    ...(queue && { queue }),
    ...(values['dead-letters'] && { deadLetters: values['dead-letters'] }),
    remove: values.remove === true,
    table: values.table ?? (values.stage === undefined && surrounded.table ? surrounded.table : `shub-${stage}`),
    yes: values.yes === true,
    dryRun: values['dry-run'] === true,
    undoHelp: values['undo-help'] === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: true, allowNegative: true });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // What is unknown stands in quotes; anything else that is wrong is said well enough by Node.
    const [, typed] = /^Unknown option '(--?[\w-]+)/.exec(error.message) ?? [];
    if (typed === undefined) throw new UsageError(`${error.message}.`, { cause: error });
    const name = typed.replace(/^-+(no-)?/, '');
    const near = nearest(name, Object.keys(FLAGS));
    const way = near ? `Did you mean --${near}?` : '--help shows what there is.';
    throw new UsageError(`There is no ${typed}. ${way}`, { cause: error });
  }
}

export const HELP = `Usage: npm run setup -- [flags]

Makes Security Hub of one account and region ready for shub: looks first, shows what it would do, asks, then does it.
It can be run again at any time; what is so already stays as it is.

  --region <region>         where; else AWS_REGION
  --profile <name>          which credentials of ~/.aws; else as the AWS SDK always looks for them
  --stage <stage>           whose EventBridge rule and SNS topics are meant; "dev" unless said otherwise
  --standards <names>       which standards to switch on, with commas: names such as fsbp or cis5.0.0, parts of names, or ARNs;
                            "default" for those AWS switches on by itself, "none" for none. Those that are on stay on.
  --consolidate             one finding for each check, where Security Hub makes one for each standard so far
  --no-wait                 do not follow standards until they are READY
  --queue <ARN or URL>      the findings queue of a container; then its rule and the SNS topics are made here as well
                            (else FINDINGS_QUEUE_URL). Leave it away for a stack: \`npm run deploy\` makes all three.
  --dead-letters <ARN>      where EventBridge puts what the queue did not take; else the queue's own dead-letter queue
  --dry-run                 only show what would be done
  --yes, -y                 do not ask
  --undo-help               show the commands that take everything away again
  --remove                  take shub away: shows what goes and what stays, asks, then does it
  --table <name>            whose insights go with it (else TABLE_NAME, else shub-<stage>)
  --help, -h                this

Ends with 0 when all is as it should be, 1 when something is not, 2 when it was called wrongly.
`;
