import { DeleteActionTargetCommand, ResourceNotFoundException, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { Pace } from '../../aws/pace.ts';
import { isHubOff } from '../../aws/refusals.ts';
import type { Step } from '../step.ts';
import { customAction } from '../steps/custom-action.ts';

/** Takes "Send to Slack" out of the console's menu of findings. */
export function customActionGone(calls: { client: SecurityHubClient; pace: Pace }): Step {
  async function find(): Promise<string | undefined> {
    try {
      return await customAction(calls);
    } catch (error) {
      // Without Security Hub there is no menu.
      if (isHubOff(error)) return undefined;
      throw error;
    }
  }

  return {
    name: 'Custom action',

    async look() {
      if ((await find()) === undefined) return { kind: 'so', words: 'there is none' };
      return { kind: 'to do', words: 'take "Send to Slack" out of the console\'s menu of findings' };
    },

    async do() {
      const arn = await find();
      if (arn === undefined) return;
      try {
        await calls.pace(() => calls.client.send(new DeleteActionTargetCommand({ ActionTargetArn: arn })));
      } catch (error) {
        // The answer to our own call was lost, or somebody was faster.
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}
