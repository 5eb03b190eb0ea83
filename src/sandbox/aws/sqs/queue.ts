import type { Clock } from '../../clock.ts';
import type { MessageAttributes } from './message-attributes.ts';
import type { QueueSettings } from './queue-settings.ts';
import { makeReceipt, readReceipt } from './receipt.ts';
import { invalidValue, SqsError } from './sqs-error.ts';

export interface Message {
  id: string;
  body: string;
  attributes: MessageAttributes;
  /** MessageGroupId, AWSTraceHeader and DeadLetterQueueSourceArn, where it has them. */
  system: Record<string, string>;
  sentAt: number;
  receives: number;
  firstReceivedAt?: number;
  receivedAt?: number;
  /** Which of all times that the queue gave a message to somebody the last of this one was. */
  handedOut?: number;
  visibleAt: number;
}

/** One standard queue. Every instant is on the clock, in milliseconds. */
export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly createdAt: number;
  modifiedAt: number;
  settings: QueueSettings;
  /** Puts a message in, hidden until its `visibleAt`. */
  put(message: Message): void;
  /** Takes up to `max` visible messages and hides them; those received too often go to the dead-letter queue instead. */
  receive(max: number, visibilityMs: number): { message: Message; receipt: string }[];
  remove(receipt: string): void;
  changeVisibility(receipt: string, ms: number): void;
  /** Removes up to `max` visible messages without counting it as a receive. */
  drain(max: number): Message[];
  purge(): void;
  counts(): { visible: number; inFlight: number; delayed: number; latest: number };
  /** All messages not deleted, oldest first. */
  messages(): Message[];
  /** Calls `wake` once: when a message may have become visible, or the queue closed. Returns the way to call it off. */
  park(wake: () => void): () => void;
  close(): void;
  readonly closed: boolean;
}

interface QueueOptions {
  clock: Clock;
  name: string;
  url: string;
  arn: string;
  settings: QueueSettings;
  /** Moves a message to this queue's dead-letter queue; false when that is gone, and the message stays. */
  bury(message: Message, target: string): boolean;
  changed(): void;
}

const LONGEST_INVISIBLE = 43_200_000;

export function openQueue({ clock, name, url, arn, settings, bury, changed }: QueueOptions): Queue {
  const ready = new Map<string, Message>();
  const hidden = new Map<string, Message>();
  const parked = new Set<() => void>();
  let timer: { time: number; cancel(): void } | undefined;
  let nextExpiry = 0;
  let handedOut = 0;
  let closed = false;

  function wakeAll(): void {
    for (const wake of [...parked]) wake();
  }

  function arm(time: number): void {
    if (timer && timer.time <= time) return;
    timer?.cancel();
    timer = { time, cancel: clock.at(time, uncover) };
  }

  function hide(message: Message, until: number): void {
    message.visibleAt = until;
    ready.delete(message.id);
    hidden.set(message.id, message);
    arm(until);
  }

  /** Makes visible what is due, and looks again when the next is. */
  function uncover(): void {
    timer?.cancel();
    timer = undefined;
    const now = clock.now();
    const due = [...hidden.values()].filter(({ visibleAt }) => visibleAt <= now);
    for (const message of due) {
      hidden.delete(message.id);
      ready.set(message.id, message);
    }
    if (hidden.size > 0) arm([...hidden.values()].reduce((first, { visibleAt }) => Math.min(first, visibleAt), Number.POSITIVE_INFINITY));
    if (due.length === 0) return;
    changed();
    wakeAll();
  }

  function expire(): void {
    const now = clock.now();
    if (now < nextExpiry) return;
    const retention = queue.settings.numbers.MessageRetentionPeriod * 1000;
    nextExpiry = now + retention;
    for (const kept of [ready, hidden]) {
      for (const [id, { sentAt }] of kept) {
        if (sentAt + retention <= now) kept.delete(id);
        else nextExpiry = Math.min(nextExpiry, sentAt + retention);
      }
    }
  }

  function settle(): void {
    if (timer && timer.time <= clock.now()) uncover();
    expire();
  }

  function forget(id: string): void {
    ready.delete(id);
    hidden.delete(id);
    if (hidden.size === 0) {
      timer?.cancel();
      timer = undefined;
    }
  }

  const queue: Queue = {
    name,
    url,
    arn,
    createdAt: clock.now(),
    modifiedAt: clock.now(),
    get settings() {
      return settings;
    },
    set settings(next) {
      settings = next;
      nextExpiry = 0;
    },
    get closed() {
      return closed;
    },

    put(message) {
      nextExpiry = Math.min(nextExpiry, message.sentAt + settings.numbers.MessageRetentionPeriod * 1000);
      if (message.visibleAt > clock.now()) hide(message, message.visibleAt);
      else ready.set(message.id, message);
      changed();
      if (ready.size > 0) wakeAll();
    },

    receive(max, visibilityMs) {
      settle();
      const now = clock.now();
      const taken: { message: Message; receipt: string }[] = [];
      let moved = false;
      for (const message of ready.values()) {
        if (taken.length === max) break;
        const { redrive } = settings;
        if (redrive && message.receives >= redrive.maxReceive && bury(message, redrive.target)) {
          ready.delete(message.id);
          moved = true;
          continue;
        }
        message.receives++;
        message.receivedAt = now;
        message.firstReceivedAt ??= now;
        message.handedOut = ++handedOut;
        taken.push({ message: { ...message }, receipt: makeReceipt(name, message) });
        hide(message, now + visibilityMs);
      }
      if (moved || taken.length > 0) changed();
      return taken;
    },

    remove(receipt) {
      const { id, receives } = readReceipt(name, receipt);
      const message = hidden.get(id) ?? ready.get(id);
      // Deleting twice is fine, and an older receipt than the newest deletes nothing ("the message might not be deleted").
      if (message?.receives !== receives) return;
      forget(id);
      changed();
    },

    changeVisibility(receipt, ms) {
      settle();
      const { id, receives } = readReceipt(name, receipt);
      const message = hidden.get(id);
      if (!message && !ready.has(id)) {
        throw invalidValue('ReceiptHandle', receipt, 'Message does not exist or is not available for visibility timeout change.');
      }
      if (message?.receives !== receives) throw new SqsError('MessageNotInflight', 'The message referred to is not in flight.');
      if (clock.now() + ms - (message.receivedAt ?? 0) > LONGEST_INVISIBLE) {
        throw invalidValue('VisibilityTimeout', ms / 1000, 'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]');
      }
      hide(message, clock.now() + ms);
      // Within this call, so that a poll that waits is busy before this is answered.
      if (ms === 0) uncover();
      else changed();
    },

    drain(max) {
      settle();
      const drained = [...ready.values()].slice(0, max);
      for (const { id } of drained) forget(id);
      if (drained.length > 0) changed();
      return drained;
    },

    purge() {
      for (const { id } of queue.messages()) forget(id);
      changed();
    },

    counts() {
      settle();
      const taken = [...hidden.values()].flatMap((message) => message.handedOut ?? []);
      return { visible: ready.size, inFlight: taken.length, delayed: hidden.size - taken.length, latest: Math.max(0, ...taken) };
    },

    messages() {
      settle();
      return [...ready.values(), ...hidden.values()].sort((a, b) => a.sentAt - b.sentAt);
    },

    park(wake) {
      parked.add(wake);
      return () => void parked.delete(wake);
    },

    close() {
      closed = true;
      timer?.cancel();
      wakeAll();
    },
  };
  return queue;
}
