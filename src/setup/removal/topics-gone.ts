import { DeleteTopicCommand, ListSubscriptionsByTopicCommand, ListTagsForResourceCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Pace } from '../../aws/pace.ts';
import type { State, Step } from '../step.ts';
import { topicNames, topicsNamed } from '../steps/topics.ts';

interface TopicsGoneOptions {
  client: SNSClient;
  pace: Pace;
  stage: string;
  /** Whether set-up makes them here at all; else they are the stack's. */
  mine: boolean;
}

/** Deletes the topics that set-up made for a container, and with each what is subscribed to it. */
export function topicsGone({ client, pace, stage, mine }: TopicsGoneOptions): Step {
  const find = () => topicsNamed(Object.values(topicNames(stage)), { client, pace });

  /** Set-up tags them; CloudFormation has tags of its own, and takes away itself what it made. */
  async function isOurs(ResourceArn: string): Promise<boolean> {
    const { Tags = [] } = await pace(() => client.send(new ListTagsForResourceCommand({ ResourceArn })));
    return (
      Tags.some(({ Key, Value }) => Key === 'app' && Value === 'shub') && !Tags.some(({ Key }) => Key?.startsWith('aws:cloudformation:'))
    );
  }

  async function subscriptions(TopicArn: string): Promise<number> {
    let count = 0;
    let NextToken: string | undefined;
    do {
      const page = await pace(() => client.send(new ListSubscriptionsByTopicCommand({ TopicArn, ...(NextToken && { NextToken }) })));
      count += page.Subscriptions?.length ?? 0;
      NextToken = page.NextToken;
    } while (NextToken);
    return count;
  }

  async function sorted(): Promise<{ ours: Map<string, string>; others: string[] }> {
    const ours = new Map<string, string>();
    const others: string[] = [];
    for (const [name, arn] of await find()) {
      if (await isOurs(arn)) ours.set(name, arn);
      else others.push(name);
    }
    return { ours, others };
  }

  return {
    name: 'SNS topics',

    async look(): Promise<State> {
      if (!mine) {
        const { size } = await find();
        return size === 0
          ? { kind: 'so', words: 'there are none' }
          : { kind: 'left out', words: 'they go with the stack. For a container, name its findings queue with --queue' };
      }
      const { ours, others } = await sorted();
      if (ours.size > 0) {
        const named = await Promise.all([...ours].map(async ([name, arn]) => `${name} with its ${subscribed(await subscriptions(arn))}`));
        return { kind: 'to do', words: `delete ${named.join(' and ')}` };
      }
      if (others.length > 0) return { kind: 'left out', words: `${others.join(' and ')}: not made by set-up` };
      return { kind: 'so', words: 'there are none' };
    },

    async do() {
      const { ours } = await sorted();
      for (const TopicArn of ours.values()) await pace(() => client.send(new DeleteTopicCommand({ TopicArn })));
    },
  };
}

const subscribed = (count: number): string => (count === 1 ? '1 subscription' : `${count} subscriptions`);
