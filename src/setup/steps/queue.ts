import { GetQueueAttributesCommand, GetQueueUrlCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Pace } from '../../aws/pace.ts';
import { UsageError } from '../step.ts';

export interface Queue {
  url: string;
  arn: string;
  /** The ARN of its own dead-letter queue. */
  deadLetters?: string;
  policy: QueuePolicy;
}

const Statement = z.looseObject({
  Effect: z.string(),
  Principal: z.unknown(),
  Action: z.unknown(),
  // Whoever else wrote there may have none.
  Condition: z.unknown().optional(),
});
const QueuePolicy = z.looseObject({ Version: z.string().default('2012-10-17'), Statement: z.array(Statement).default([]) });
type QueuePolicy = z.infer<typeof QueuePolicy>;

const RedrivePolicy = z.object({ deadLetterTargetArn: z.string() });

interface QueueOptions {
  client: SQSClient;
  pace: Pace;
}

/** The queue with this ARN or URL. Throws a UsageError when there is none. */
export async function findQueue(named: string, { client, pace }: QueueOptions): Promise<Queue> {
  try {
    const url = named.startsWith('arn:') ? await urlOf(named) : named;
    const AttributeNames = ['QueueArn', 'Policy', 'RedrivePolicy'] as const;
    const { Attributes = {} } = await pace(() =>
      client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...AttributeNames] })),
    );
    const { QueueArn = named, Policy, RedrivePolicy: redrive } = Attributes;
    const deadLetters = redrive && RedrivePolicy.parse(JSON.parse(redrive)).deadLetterTargetArn;
    const policy = QueuePolicy.parse(Policy ? JSON.parse(Policy) : {});
    return { url, arn: QueueArn, policy, ...(deadLetters && { deadLetters }) };
  } catch (error) {
    // The error's name depends on the protocol that the SDK speaks.
    if (!(error instanceof Error) || !/QueueDoesNotExist|NonExistentQueue/.test(error.name)) throw error;
    throw new UsageError(`There is no queue ${named}. Is it in this region and account?`, { cause: error });
  }

  async function urlOf(arn: string): Promise<string> {
    const [, , service, , account, name] = arn.split(':');
    if (service !== 'sqs' || !name) throw new UsageError(`${arn} is not the ARN of an SQS queue.`);
    const { QueueUrl } = await pace(() => client.send(new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account })));
    if (!QueueUrl) throw new Error(`SQS gave no URL for ${arn}`);
    return QueueUrl;
  }
}

/** Without this EventBridge drops, or dead-letters, every event, and only its metrics tell. */
export const letsIn = ({ policy }: Queue, ruleArn: string): boolean =>
  policy.Statement.some(
    ({ Effect, Principal, Action, Condition }) =>
      Effect === 'Allow' &&
      JSON.stringify(Principal).includes('events.amazonaws.com') &&
      /sqs:(SendMessage|\*)/i.test(JSON.stringify(Action)) &&
      (Condition === undefined || JSON.stringify(Condition).includes(ruleArn)),
  );

/** Lets the rule, and no other, send to the queue; whatever its policy says already stays. */
export async function letIn(queue: Queue, ruleArn: string, { client, pace }: QueueOptions): Promise<void> {
  const ours = {
    Sid: sidOf(ruleArn),
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue.arn,
    Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  };
  const Policy = JSON.stringify({ ...queue.policy, Statement: [...queue.policy.Statement, ours] });
  await pace(() => client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } })));
}

/** Names the line of a queue's policy that lets a rule in. */
const sidOf = (ruleArn: string): string => `Rule${ruleArn.replace(/[^A-Za-z0-9]/g, '').slice(-40)}`;

const isOurs = (statement: z.infer<typeof Statement>, ruleArn: string): boolean => statement['Sid'] === sidOf(ruleArn);

/** Whether the queue's policy still has the line that lets the rule in. */
export const isLetIn = ({ policy }: Queue, ruleArn: string): boolean => policy.Statement.some((statement) => isOurs(statement, ruleArn));

/** Takes that line away, and no other; a policy without any is none. */
export async function shutOut(queue: Queue, ruleArn: string, { client, pace }: QueueOptions): Promise<void> {
  const left = queue.policy.Statement.filter((statement) => !isOurs(statement, ruleArn));
  const Policy = left.length === 0 ? '' : JSON.stringify({ ...queue.policy, Statement: left });
  await pace(() => client.send(new SetQueueAttributesCommand({ QueueUrl: queue.url, Attributes: { Policy } })));
}
