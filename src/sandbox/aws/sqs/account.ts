import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { attributesSize, type MessageAttributes } from './message-attributes.ts';
import type { MoveTask } from './move-task.ts';
import { type Message, openQueue, type Queue } from './queue.ts';
import { defaultSettings, describeSettings, withAttributes } from './queue-settings.ts';
import { SqsError } from './sqs-error.ts';

const MINUTE = 60_000;
const QUEUE_NAME = /^[\w-]{1,80}$/;

/** All queues of one account in one region. */
export interface SqsAccount {
  clock: Clock;
  /** Makes a queue, or finds the one of that name if it has the same attributes. */
  create(name: string, attributes: Record<string, string>): Queue;
  set(queue: Queue, attributes: Record<string, string>): void;
  /** The queue of that URL; QueueDoesNotExist otherwise. The host does not count, as a product may know us by another. */
  at(url: string): Queue;
  named(name: string): Queue;
  byArn(arn: string): Queue | undefined;
  delete(queue: Queue): void;
  /** Puts a new message into a queue after its delay (seconds); the queue's own when not given. Returns its id. */
  send(queue: Queue, draft: Draft): string;
  queues(): Queue[];
  /** Newest first. */
  tasks: MoveTask[];
  purgedAt: Map<string, number>;
  close(): void;
}

export interface Draft {
  body: string;
  attributes?: MessageAttributes;
  system?: Record<string, string>;
  delay?: number | undefined;
}

interface AccountOptions {
  clock: Clock;
  account: string;
  region: string;
  baseUrl: () => string;
  changed: () => void;
}

/** Bytes of a message as its limits count them. */
export const sizeOf = ({ body, attributes = {} }: Draft) => Buffer.byteLength(body) + attributesSize(attributes);

export function openAccount({ clock, account, region, baseUrl, changed }: AccountOptions): SqsAccount {
  const queues = new Map<string, Queue>();
  const deletedAt = new Map<string, number>();
  const arnOf = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;
  const byArn = (arn: string) => [...queues.values()].find((queue) => queue.arn === arn);

  function bury(from: string, message: Message, target: string): boolean {
    const grave = byArn(target);
    // It keeps its id and the time it was first sent: its retention goes on where it was.
    grave?.put({ ...message, visibleAt: clock.now(), system: { ...message.system, DeadLetterQueueSourceArn: arnOf(from) } });
    return grave !== undefined;
  }

  function named(name: string): Queue {
    const queue = queues.get(name);
    if (!queue) throw new SqsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  return {
    clock,
    tasks: [],
    purgedAt: new Map(),
    byArn,
    named,
    queues: () => [...queues.values()],
    at: (url) => named(url.split('/').at(-1) ?? ''),

    create(name, attributes) {
      if (name.endsWith('.fifo')) throw new SqsError('UnsupportedOperation', 'The sandbox has standard queues only, no FIFO queues.');
      if (!QUEUE_NAME.test(name)) {
        throw new SqsError('InvalidParameterValue', 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length');
      }
      const known = queues.get(name);
      if (known) {
        const now = describeSettings(known.settings);
        const wanted = describeSettings(withAttributes(known.settings, attributes, (arn) => byArn(arn) !== undefined));
        const other = Object.keys(wanted).find((key) => wanted[key] !== now[key]);
        if (!other) return known;
        throw new SqsError('QueueNameExists', `A queue already exists with the same name and a different value for attribute ${other}`);
      }
      if (clock.now() - (deletedAt.get(name) ?? Number.NEGATIVE_INFINITY) < MINUTE) {
        throw new SqsError(
          'QueueDeletedRecently',
          'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
        );
      }
      const queue = openQueue({
        clock,
        name,
        arn: arnOf(name),
        url: `${baseUrl()}/${account}/${name}`,
        settings: withAttributes(defaultSettings(), attributes, (arn) => byArn(arn) !== undefined),
        bury: (message, target) => bury(name, message, target),
        changed,
      });
      queues.set(name, queue);
      changed();
      return queue;
    },

    set(queue, attributes) {
      queue.settings = withAttributes(queue.settings, attributes, (arn) => byArn(arn) !== undefined);
      queue.modifiedAt = clock.now();
      changed();
    },

    delete(queue) {
      queues.delete(queue.name);
      deletedAt.set(queue.name, clock.now());
      queue.close();
      changed();
    },

    send(queue, { body, attributes = {}, system = {}, delay = queue.settings.numbers.DelaySeconds }) {
      const id = randomUUID();
      const sentAt = clock.now();
      queue.put({ id, body, attributes, system, sentAt, receives: 0, visibleAt: sentAt + delay * 1000 });
      return id;
    },

    close() {
      for (const queue of queues.values()) queue.close();
    },
  };
}
