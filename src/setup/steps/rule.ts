import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceNotFoundException,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Pace } from '../../aws/pace.ts';
import { type State, type Step, UsageError } from '../step.ts';
import { findQueue, letIn, letsIn, type Queue } from './queue.ts';

/** As infra/events.yml has it. */
const PATTERN = {
  source: ['aws.securityhub'],
  'detail-type': [
    'Security Hub Findings - Imported',
    'Security Hub Findings - Custom Action',
    'Security Hub Insight Results',
    'Findings Imported V2',
  ],
};
export const TARGET_ID = 'findings';
/** EventBridge tries for a day: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const RETRY = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

export const ruleName = (stage: string): string => `shub-${stage}-findings`;

export interface RuleOptions {
  events: EventBridgeClient;
  sqs: SQSClient;
  pace: Pace;
  region: string;
  stage: string;
  /** ARN or URL of a container's; without it the rule is the stack's business. */
  queue?: string;
  deadLetters?: string;
}

interface Found {
  rule: { arn: string; pattern: string; on: boolean } | undefined;
  target: Target | undefined;
}

/** The rule that hands what Security Hub reports to the findings queue. */
export function ruleStep({ events, sqs, pace, region, stage, queue: named, deadLetters }: RuleOptions): Step {
  const Name = ruleName(stage);
  const calls = { client: sqs, pace };

  async function find(): Promise<Found> {
    try {
      const { Arn = '', EventPattern = '', State: state } = await pace(() => events.send(new DescribeRuleCommand({ Name })));
      const { Targets = [] } = await pace(() => events.send(new ListTargetsByRuleCommand({ Rule: Name })));
      return {
        rule: { arn: Arn, pattern: EventPattern, on: state !== 'DISABLED' },
        target: Targets.find(({ Id }) => Id === TARGET_ID) ?? Targets[0],
      };
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return { rule: undefined, target: undefined };
      throw error;
    }
  }

  /** The queue, and the one for what it does not take. */
  async function queues(name: string): Promise<[Queue, Queue]> {
    const queue = await findQueue(name, calls);
    const dead = deadLetters ?? queue.deadLetters;
    if (dead === undefined) {
      throw new UsageError(
        `${queue.arn} has no dead-letter queue. Name one with --dead-letters: without it, what cannot be delivered is lost.`,
      );
    }
    return [queue, await findQueue(dead, calls)];
  }

  async function lacking(name: string): Promise<string[]> {
    const [{ rule, target }, [queue, dead]] = await Promise.all([find(), queues(name)]);
    if (!rule) return [`make the rule ${Name} to ${queue.arn}, what it cannot deliver to ${dead.arn}`];
    return [
      ...(rule.on && samePattern(rule.pattern) ? [] : [`let the rule ${Name} match what Security Hub sends`]),
      ...(aimed(target, queue, dead) ? [] : [`send it to ${queue.arn}, what cannot be delivered to ${dead.arn}`]),
      ...[queue, dead].filter((each) => !letsIn(each, rule.arn)).map(({ arn }) => `let the rule send to ${arn}`),
    ];
  }

  return {
    name: 'EventBridge rule',

    async look(): Promise<State> {
      const { rule, target } = await find();
      if (named === undefined) {
        return rule
          ? { kind: 'so', words: `${Name} sends to ${target?.Arn ?? 'nothing yet'}` }
          : { kind: 'left out', words: '`npm run deploy` makes it. For a container, name its findings queue with --queue' };
      }
      const [queue] = await queues(named);
      if (target?.Arn !== undefined && target.Arn !== queue.arn) {
        return { kind: 'trouble', words: `${Name} sends to ${target.Arn} already. Name that queue with --queue, or another --stage` };
      }
      const todo = await lacking(named);
      return todo.length === 0 ? { kind: 'so', words: `${Name} sends to ${queue.arn}` } : { kind: 'to do', words: todo.join('; ') };
    },

    async do() {
      if (named === undefined) return;
      const [queue, dead] = await queues(named);
      const before = await find();
      const made = before.rule?.on && samePattern(before.rule.pattern) ? before.rule.arn : await putRule();
      // First whoever sends is let in, so that nothing is turned away at the door.
      for (const each of [queue, dead]) if (!letsIn(each, made)) await letIn(each, made, calls);
      if (!aimed(before.target, queue, dead)) await putTarget(queue, dead);
    },

    undo: () => [
      `aws events remove-targets --region ${region} --rule ${Name} --ids ${TARGET_ID}`,
      `aws events delete-rule --region ${region} --name ${Name}   # the queues' policies keep a line for this rule alone`,
    ],
  };

  async function putRule(): Promise<string> {
    const input = {
      Name,
      EventPattern: JSON.stringify(PATTERN),
      State: 'ENABLED' as const,
      Description: 'What Security Hub reports, to shub',
    };
    const { RuleArn } = await pace(() => events.send(new PutRuleCommand(input)));
    if (!RuleArn) throw new Error(`EventBridge made the rule ${Name} without an ARN`);
    return RuleArn;
  }

  async function putTarget(queue: Queue, dead: Queue): Promise<void> {
    const target = { Id: TARGET_ID, Arn: queue.arn, DeadLetterConfig: { Arn: dead.arn }, RetryPolicy: RETRY };
    const { FailedEntries = [] } = await pace(() => events.send(new PutTargetsCommand({ Rule: Name, Targets: [target] })));
    const [failed] = FailedEntries;
    if (failed) throw new Error(`EventBridge did not take the target: ${failed.ErrorCode} ${failed.ErrorMessage}`);
  }
}

const aimed = (target: Target | undefined, queue: Queue, dead: Queue): boolean =>
  target?.Arn === queue.arn && target.DeadLetterConfig?.Arn === dead.arn;

/** EventBridge gives the pattern back as it was sent, whoever wrote it, so the order of its lists is not looked at. */
function samePattern(text: string): boolean {
  const lists = (pattern: unknown): string =>
    JSON.stringify(pattern, (_, value: unknown) => {
      if (Array.isArray(value)) return value.toSorted();
      return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).sort()) : value;
    });
  return lists(JSON.parse(text)) === lists(PATTERN);
}
