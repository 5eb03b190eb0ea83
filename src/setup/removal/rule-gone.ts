import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { State, Step } from '../step.ts';
import { findQueue, isLetIn, type Queue, shutOut } from '../steps/queue.ts';
import { type RuleOptions, ruleName, TARGET_ID } from '../steps/rule.ts';

/** Takes the rule away that feeds the findings queue of a container, and its line in the policies of the queues. */
export function ruleGone({ events, sqs, pace, region, stage, queue: named, deadLetters }: RuleOptions): Step {
  const Name = ruleName(stage);
  const calls = { client: sqs, pace };

  /** Undefined when there is no such rule. */
  async function targets(): Promise<Target[] | undefined> {
    try {
      await pace(() => events.send(new DescribeRuleCommand({ Name })));
      return (await pace(() => events.send(new ListTargetsByRuleCommand({ Rule: Name })))).Targets ?? [];
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  /** The queues whose policies still let the rule in, and its ARN, which is the same when it is gone. */
  async function doors(queueName: string): Promise<{ open: Queue[]; queue: Queue; ruleArn: string }> {
    const queue = await findQueue(queueName, calls);
    const dead = deadLetters ?? queue.deadLetters;
    const [, partition, , , account] = queue.arn.split(':');
    const ruleArn = `arn:${partition}:events:${region}:${account}:rule/${Name}`;
    const all = [queue, ...(dead === undefined ? [] : [await findQueue(dead, calls)])];
    return { queue, ruleArn, open: all.filter((each) => isLetIn(each, ruleArn)) };
  }

  return {
    name: 'EventBridge rule',

    async look(): Promise<State> {
      const sends = await targets();
      if (named === undefined) {
        return sends
          ? { kind: 'left out', words: `${Name} goes with the stack. For a container, name its findings queue with --queue` }
          : { kind: 'so', words: `there is no ${Name}` };
      }
      const { queue, open } = await doors(named);
      const other = sends?.find(({ Id, Arn }) => Id !== TARGET_ID || Arn !== queue.arn);
      if (other) return { kind: 'trouble', words: `${Name} also sends to ${other.Arn}, which is not shub's. Take that away first` };
      const todo = [
        ...(sends ? [`delete the rule ${Name}: no finding comes to ${queue.arn} any more`] : []),
        ...open.map(({ arn }) => `take the rule out of the policy of ${arn}`),
      ];
      return todo.length === 0 ? { kind: 'so', words: `there is no ${Name}` } : { kind: 'to do', words: todo.join('; ') };
    },

    async do() {
      if (named === undefined) return;
      const sends = await targets();
      // A rule that has targets is not deleted.
      if (sends && sends.length > 0) await pace(() => events.send(new RemoveTargetsCommand({ Rule: Name, Ids: [TARGET_ID] })));
      if (sends) await deleteRule();
      const { open, ruleArn } = await doors(named);
      for (const queue of open) await shutOut(queue, ruleArn, calls);
    },
  };

  async function deleteRule(): Promise<void> {
    try {
      await pace(() => events.send(new DeleteRuleCommand({ Name })));
    } catch (error) {
      // The answer to our own call was lost, or somebody was faster.
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}
