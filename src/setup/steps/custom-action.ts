import {
  CreateActionTargetCommand,
  DescribeActionTargetsCommand,
  ResourceConflictException,
  type SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { Pace } from '../../aws/pace.ts';
import { isHubOff } from '../../aws/refusals.ts';
import type { Step } from '../step.ts';

const TARGET = { Name: 'Send to Slack', Description: 'Make a card of these findings in Slack', Id: 'SendToSlack' };

interface ActionOptions {
  client: SecurityHubClient;
  pace: Pace;
  region: string;
}

/** The ARN of the entry, if it is there. */
export async function customAction({ client, pace }: Pick<ActionOptions, 'client' | 'pace'>): Promise<string | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await pace(() => client.send(new DescribeActionTargetsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })));
    const found = page.ActionTargets?.find(({ ActionTargetArn }) => ActionTargetArn?.endsWith(`/${TARGET.Id}`));
    if (found?.ActionTargetArn) return found.ActionTargetArn;
    NextToken = page.NextToken;
  } while (NextToken);
  return undefined;
}

/** The entry in the console's menu by which findings are sent to Slack by hand. */
export function customActionStep({ client, pace, region }: ActionOptions): Step {
  let arn = `arn:aws:securityhub:${region}:<account>:action/custom/${TARGET.Id}`;

  return {
    name: 'Custom action',

    async look() {
      try {
        const found = await customAction({ client, pace });
        if (found === undefined) return { kind: 'to do', words: `offer "${TARGET.Name}" in the console's menu of findings` };
        arn = found;
        return { kind: 'so', words: `"${TARGET.Name}" is in the console's menu of findings` };
      } catch (error) {
        if (!isHubOff(error)) throw error;
        return { kind: 'to do', words: `offer "${TARGET.Name}" in the console's menu of findings` };
      }
    },

    async do() {
      try {
        await pace(() => client.send(new CreateActionTargetCommand(TARGET)), { quota: true });
      } catch (error) {
        if (!(error instanceof ResourceConflictException)) throw error;
      }
    },

    undo: () => [`aws securityhub delete-action-target --region ${region} --action-target-arn ${arn}`],
  };
}
