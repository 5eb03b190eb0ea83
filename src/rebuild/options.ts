import { parseArgs } from 'node:util';
import { UsageError } from '../setup/step.ts';

const FLAGS = {
  'installed-at': { type: 'string' },
  channel: { type: 'string', multiple: true },
  yes: { type: 'boolean', short: 'y' },
  'dry-run': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Options {
  /** When shub first ran here, if that is known better than the oldest message tells. */
  installedAt?: Date;
  /** Channels besides those that the policy names. */
  channels: string[];
  yes: boolean;
  dryRun: boolean;
}

/** Reads the command line; undefined when help was asked for. Throws a UsageError that says what is wrong and what would be right. */
export function readOptions(args: readonly string[], now: Date): Options | undefined {
  const { values } = parsed(args);
  if (values.help) return undefined;
  const channels = (values.channel ?? []).flatMap((value) => value.split(',')).flatMap((id) => id.trim() || []);
  const wrong = channels.find((id) => !/^[CG][A-Z0-9]{2,}$/.test(id));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is not the id of a channel. Ids look like C0123456789.`);
  const installedAt = values['installed-at'] === undefined ? undefined : new Date(values['installed-at']);
  if (installedAt && !(installedAt.getTime() <= now.getTime()))
    throw new UsageError('--installed-at is a time in the past, such as 2026-03-01 or 2026-03-01T09:00:00Z.');
  return {
    ...(installedAt && { installedAt }),
    channels,
    yes: values.yes === true,
    dryRun: values['dry-run'] === true,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new UsageError(`${error.message.split('. ')[0]}. --help shows what there is.`, { cause: error });
  }
}

export const HELP = `Usage: npm run rebuild -- [flags]

Writes shub's table anew after it was lost: reads every channel that the policy names and all of Security Hub, shows what it would
do, asks, then does it. Cards that are in Slack keep their messages and their buttons; what is open and has no message gets one.
Settings are those of the functions (.env.example). Let nothing take findings in meanwhile; see "A lost table" in the README.

  --installed-at <time>     when shub first ran here; else the time of its oldest message. What is older and has no message was
                            known before and is only counted.
  --channel <ids>           channels that the policy names no longer
  --dry-run                 only show what would be done
  --yes, -y                 do not ask
  --help, -h                this

It can be interrupted and run again at any time. Ends with 0 when all is as it should be, 1 when something is not, 2 when it was
called wrongly.
`;
