import { DescribeTableCommand, type DynamoDBClient, ResourceNotFoundException as NoTable } from '@aws-sdk/client-dynamodb';
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  ResourceNotFoundException as NotThere,
} from '@aws-sdk/client-eventbridge';
import { DescribeHubCommand, GetEnabledStandardsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import { GetTopicAttributesCommand, NotFoundException, type SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { standardName } from '../domain/asff/standards.ts';
import { StandardStatus } from '../domain/standard.ts';
import type { Health, RuleFacts, StandardFacts } from '../flows/services.ts';
import { looking, orMissing } from './looking.ts';
import { arnOfQueue, deadLettersAt, queueFacts } from './queue-health.ts';
import { isHubOff } from './refusals.ts';

export interface HealthClients {
  dynamodb: DynamoDBClient;
  eventBridge: EventBridgeClient;
  securityHub: SecurityHubClient;
  sns: SNSClient;
  sqs: SQSClient;
}

/** What there is to be looked at; what no setting names is left out. */
export interface Watched {
  region: string;
  tables: readonly string[];
  queueUrls: readonly string[];
  rule?: string | undefined;
  findingsQueue?: string | undefined;
  topics: { alerts?: string | undefined; operations?: string | undefined };
  bus?: string | undefined;
  readPolicy: () => Promise<void>;
}

/** The state of what shub stands on, from each service itself. */
export function awsHealth(connect: () => HealthClients, watched: Watched): Health {
  let connected: HealthClients | undefined;
  /** Only whoever looks pays for connecting: most functions never do. */
  const clients = (): HealthClients => {
    connected ??= connect();
    return connected;
  };

  async function ruleFacts(Name: string): Promise<RuleFacts> {
    const { State, EventPattern = '{}' } = await looking('events:DescribeRule', () =>
      clients().eventBridge.send(new DescribeRuleCommand({ Name })),
    );
    const { Targets = [] } = await looking('events:ListTargetsByRule', () =>
      clients().eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name })),
    );
    const { findingsQueue } = watched;
    const ours = findingsQueue === undefined ? undefined : await arnOfQueue(clients().sqs, findingsQueue);
    const target = ours === undefined ? Targets[0] : Targets.find(({ Arn }) => Arn === ours);
    const deadArn = target?.DeadLetterConfig?.Arn;
    return {
      name: Name,
      enabled: State === 'ENABLED',
      pattern: EventPattern,
      feedsUs: target !== undefined,
      ...(deadArn && findingsQueue && { deadLetters: await deadLettersAt(clients().sqs, deadArn, findingsQueue) }),
    };
  }

  async function enabledStandards(NextToken?: string): Promise<StandardFacts[]> {
    const page = await looking('securityhub:GetEnabledStandards', () =>
      clients().securityHub.send(new GetEnabledStandardsCommand({ MaxResults: 100, ...(NextToken && { NextToken }) })),
    );
    const facts = (page.StandardsSubscriptions ?? []).map(({ StandardsArn = '', StandardsStatus, StandardsStatusReason: why }) => ({
      name: standardName(StandardsArn),
      // A status that is new to us is not done yet.
      status: StandardStatus.safeParse(StandardsStatus).data ?? 'PENDING',
      ...(why?.StatusReasonCode && { reason: why.StatusReasonCode }),
    }));
    return page.NextToken ? [...facts, ...(await enabledStandards(page.NextToken))] : facts;
  }

  return {
    async rule() {
      const { rule } = watched;
      return rule === undefined ? 'unset' : orMissing(NotThere, () => ruleFacts(rule));
    },

    queues: () => Promise.all(watched.queueUrls.map((url) => queueFacts(clients().sqs, url))),

    tables: () =>
      Promise.all(
        watched.tables.map(async (name) => {
          const table = await orMissing(NoTable, () =>
            looking('dynamodb:DescribeTable', () => clients().dynamodb.send(new DescribeTableCommand({ TableName: name }))),
          );
          return { name, status: table === 'missing' ? 'missing' : (table.Table?.TableStatus ?? 'unknown') };
        }),
      ),

    async topic(of) {
      const TopicArn = watched.topics[of];
      if (TopicArn === undefined) return 'unset';
      const topic = await orMissing(NotFoundException, () =>
        looking('sns:GetTopicAttributes', () => clients().sns.send(new GetTopicAttributesCommand({ TopicArn }))),
      );
      if (topic === 'missing') return topic;
      return { name: TopicArn.slice(TopicArn.lastIndexOf(':') + 1), subscriptions: Number(topic.Attributes?.SubscriptionsConfirmed ?? 0) };
    },

    async bus() {
      const { bus: name } = watched;
      if (name === undefined) return 'unset';
      const bus = await orMissing(NotThere, () =>
        looking('events:DescribeEventBus', () => clients().eventBridge.send(new DescribeEventBusCommand({ Name: name }))),
      );
      return bus === 'missing' ? bus : { name: bus.Name ?? name };
    },

    hub: async () => ({
      region: watched.region,
      on:
        (await unlessOff(() => looking('securityhub:DescribeHub', () => clients().securityHub.send(new DescribeHubCommand({}))))) !==
        undefined,
    }),

    standards: async () => (await unlessOff(() => enabledStandards())) ?? [],

    policy: watched.readPolicy,
  };
}

/** Security Hub refuses every question while it is off. */
async function unlessOff<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isHubOff(error)) return undefined;
    throw error;
  }
}
