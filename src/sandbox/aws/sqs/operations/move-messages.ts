import * as z from 'zod';
import { startMoving } from '../move-task.ts';
import { assertRange, operation } from '../operation.ts';
import { SqsError } from '../sqs-error.ts';

const missing = () =>
  new SqsError('ResourceNotFoundException', 'The resource that you specified for the SourceArn parameter does not exist.');

export const startMessageMoveTask = operation(
  z.object({ SourceArn: z.string(), DestinationArn: z.string().optional(), MaxNumberOfMessagesPerSecond: z.number().optional() }),
  ({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }, { sqs }) => {
    const source = sqs.byArn(SourceArn);
    if (!source) throw missing();
    assertRange('MaxNumberOfMessagesPerSecond', MaxNumberOfMessagesPerSecond, 1, 500);
    if (!sqs.queues().some(({ settings }) => settings.redrive?.target === SourceArn)) {
      throw new SqsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    }
    if (DestinationArn !== undefined && !sqs.byArn(DestinationArn)) {
      throw new SqsError('ResourceNotFoundException', 'The resource that you specified for the DestinationArn parameter does not exist.');
    }
    if (sqs.tasks.some((task) => task.source === SourceArn && task.status === 'RUNNING')) {
      throw new SqsError(
        'UnsupportedOperation',
        'There is already a task running. Only one active task is allowed for a source queue at a time.',
      );
    }
    const task = startMoving(sqs, source, { destination: DestinationArn, perSecond: MaxNumberOfMessagesPerSecond });
    sqs.tasks.unshift(task);
    return { TaskHandle: task.handle };
  },
);

export const listMessageMoveTasks = operation(
  z.object({ SourceArn: z.string(), MaxResults: z.number().default(1) }),
  ({ SourceArn, MaxResults }, { sqs }) => {
    if (!sqs.byArn(SourceArn)) throw missing();
    assertRange('MaxResults', MaxResults, 1, 10);
    const tasks = sqs.tasks.filter(({ source }) => source === SourceArn).slice(0, MaxResults);
    return {
      Results: tasks.map((task) => ({
        ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
        Status: task.status,
        SourceArn: task.source,
        DestinationArn: task.destination,
        MaxNumberOfMessagesPerSecond: task.perSecond,
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.toMove,
        FailureReason: task.failure,
        StartedTimestamp: task.startedAt,
      })),
    };
  },
);
