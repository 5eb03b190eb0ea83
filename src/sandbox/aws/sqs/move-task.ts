import { randomUUID } from 'node:crypto';
import type { SqsAccount } from './account.ts';
import type { Message, Queue } from './queue.ts';

/** The moving of a dead-letter queue's messages back to where they came from, or to another queue. */
export interface MoveTask {
  handle: string;
  source: string;
  destination?: string | undefined;
  perSecond?: number | undefined;
  startedAt: number;
  toMove: number;
  moved: number;
  status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  failure?: string;
}

/** Without a rate of its own SQS picks one; here that is this many messages a second of the clock. */
const PER_SECOND = 500;

/** Begins moving at once and goes on each second of the clock. A moved message is new: new id, new age, no receives. */
export function startMoving(account: SqsAccount, source: Queue, options: Pick<MoveTask, 'destination' | 'perSecond'>): MoveTask {
  const task: MoveTask = {
    ...options,
    handle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn: source.arn })).toString('base64'),
    source: source.arn,
    startedAt: account.clock.now(),
    toMove: source.counts().visible,
    moved: 0,
    status: 'RUNNING',
  };

  function step(): void {
    if (source.closed) {
      fail('AWS.SimpleQueueService.NonExistentQueue');
      return;
    }
    const batch = source.drain(Math.min(task.perSecond ?? PER_SECOND, task.toMove - task.moved));
    const stranded = batch.filter((message) => !move(message));
    for (const message of stranded) source.put(message);
    if (stranded.length > 0) fail('CouldNotDetermineMessageSource');
    else if (batch.length === 0 || task.moved >= task.toMove) task.status = 'COMPLETED';
    else account.clock.at(account.clock.now() + 1000, step);
  }

  function move(message: Message): boolean {
    const { DeadLetterQueueSourceArn: origin = '', ...system } = message.system;
    const destination = account.byArn(task.destination ?? origin);
    if (!destination) return false;
    account.send(destination, { body: message.body, attributes: message.attributes, system, delay: 0 });
    task.moved++;
    return true;
  }

  function fail(reason: string): void {
    task.status = 'FAILED';
    task.failure = reason;
  }

  step();
  return task;
}
