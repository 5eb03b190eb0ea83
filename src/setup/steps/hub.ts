import {
  DescribeHubCommand,
  EnableSecurityHubCommand,
  ResourceConflictException,
  type SecurityHubClient,
  UpdateSecurityHubConfigurationCommand,
} from '@aws-sdk/client-securityhub';
import type { Pace } from '../../aws/pace.ts';
import { isHubOff } from '../../aws/refusals.ts';
import type { Step } from '../step.ts';

interface Hub {
  since: string;
  /** Undefined until it is known. */
  account: string | undefined;
  consolidated: boolean;
}

interface HubOptions {
  client: SecurityHubClient;
  pace: Pace;
  region: string;
  profile?: string;
}

/** The hub as it is now; `account` also where it is off, because the refusal names it. */
export async function describeHub({ client, pace }: Pick<HubOptions, 'client' | 'pace'>): Promise<{ hub?: Hub; account?: string }> {
  try {
    const { HubArn = '', SubscribedAt = '', ControlFindingGenerator } = await pace(() => client.send(new DescribeHubCommand({})));
    const account = HubArn.split(':')[4];
    const hub = { since: SubscribedAt.slice(0, 10), account, consolidated: ControlFindingGenerator !== 'STANDARD_CONTROL' };
    return { hub, ...(account && { account }) };
  } catch (error) {
    if (!isHubOff(error)) throw error;
    const [account] = /\b\d{12}\b/.exec(String(error)) ?? [];
    return { ...(account && { account }) };
  }
}

/** Security Hub itself, without standards: those are switched on, and followed, one step later. */
export function hubStep(options: HubOptions): Step {
  const { client, pace, region } = options;
  return {
    name: 'Security Hub',

    async look() {
      const { hub } = await describeHub(options);
      if (hub) return { kind: 'so', words: `on since ${hub.since}` };
      return { kind: 'to do', words: `switch it on in ${region}, tagged app=shub. AWS bills its checks, after 30 days of trial` };
    },

    async do() {
      const input = { Tags: { app: 'shub' }, EnableDefaultStandards: false, ControlFindingGenerator: 'SECURITY_CONTROL' as const };
      try {
        await pace(() => client.send(new EnableSecurityHubCommand(input)));
      } catch (error) {
        // Somebody was faster, or the answer to our own call was lost.
        if (!(error instanceof ResourceConflictException)) throw error;
      }
    },

    undo: () => [`aws securityhub disable-security-hub --region ${region}   # all findings are lost after 90 days`],
  };
}

/** One finding for each check, however many standards ask for it. */
export function consolidatedStep({ consolidate, ...options }: HubOptions & { consolidate: boolean }): Step {
  const { client, pace, region } = options;
  return {
    name: 'Consolidated findings',

    async look() {
      const { hub } = await describeHub(options);
      if (!hub) return { kind: 'to do', words: 'come with it: one finding for each check, however many standards ask for it' };
      if (hub.consolidated) return { kind: 'so', words: 'one finding for each check' };
      if (consolidate) return { kind: 'to do', words: `turn them on. ${CHANGES}` };
      return {
        kind: 'left out',
        words: `each standard has its own finding for the same check. ${CHANGES} To turn them on, run this again with --consolidate`,
      };
    },

    async do() {
      await pace(() => client.send(new UpdateSecurityHubConfigurationCommand({ ControlFindingGenerator: 'SECURITY_CONTROL' })));
    },

    undo: () => [`aws securityhub update-security-hub-configuration --control-finding-generator STANDARD_CONTROL --region ${region}`],
  };
}

/** https://docs.aws.amazon.com/securityhub/latest/userguide/controls-findings-create-update.html */
const CHANGES =
  'Within a day Security Hub then archives the findings of controls and makes new ones with other ids: their cards are closed and made anew, and what was suppressed or noted on the old ones has to be looked at again.';
