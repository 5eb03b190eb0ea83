import { CreateTopicCommand, ListTopicsCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Pace } from '../../aws/pace.ts';
import type { Step } from '../step.ts';

/** By the settings that want their ARNs. */
export const topicNames = (stage: string) => ({
  ALERT_TOPIC_ARN: `shub-${stage}-alerts`,
  OPERATIONS_TOPIC_ARN: `shub-${stage}-operations`,
});

interface TopicsOptions {
  client: SNSClient;
  pace: Pace;
  region: string;
  stage: string;
  /** Whether they are made here at all; else they are the stack's business. */
  make: boolean;
}

/** Those of these topics that there are, by their names. */
export async function topicsNamed(
  wanted: readonly string[],
  { client, pace }: Pick<TopicsOptions, 'client' | 'pace'>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await pace(() => client.send(new ListTopicsCommand(NextToken === undefined ? {} : { NextToken })));
    for (const { TopicArn = '' } of page.Topics ?? []) {
      const name = TopicArn.split(':').at(-1) ?? '';
      if (wanted.includes(name)) found.set(name, TopicArn);
    }
    NextToken = page.NextToken;
  } while (NextToken && found.size < wanted.length);
  return found;
}

/** The SNS topics to which alerts and trouble of shub's own are published. */
export function topicsStep({ client, pace, region, stage, make }: TopicsOptions): Step {
  const names = topicNames(stage);
  const wanted = Object.values(names);
  let arns: string[] = [];

  async function find(): Promise<Map<string, string>> {
    const found = await topicsNamed(wanted, { client, pace });
    arns = [...found.values()];
    return found;
  }

  return {
    name: 'SNS topics',

    async look() {
      const found = await find();
      const missing = wanted.filter((name) => !found.has(name));
      const settings = Object.entries(names).map(([setting, name]) => `${setting}=${found.get(name)}`);
      if (missing.length === 0) return { kind: 'so', words: settings.join(' ') };
      if (!make) return { kind: 'left out', words: '`npm run deploy` makes them. For a container, name its findings queue with --queue' };
      return { kind: 'to do', words: `make ${missing.join(' and ')}` };
    },

    async do() {
      const found = await find();
      const Tags = [{ Key: 'app', Value: 'shub' }];
      for (const Name of wanted) if (!found.has(Name)) await pace(() => client.send(new CreateTopicCommand({ Name, Tags })));
    },

    undo: () => arns.map((arn) => `aws sns delete-topic --region ${region} --topic-arn ${arn}`),
  };
}
