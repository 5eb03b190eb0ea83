import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import type { SnsEmulator } from '../contract.ts';
import { operations } from './operations.ts';
import { readQuery } from './query.ts';
import { errorAnswer, SnsError } from './sns-error.ts';
import { type Deliver, openTopics } from './topics.ts';
import { toXml } from './xml.ts';

export interface SnsOptions {
  clock: Clock;
  port?: number;
  account: string;
  region: string;
  /** Where messages for subscribed queues go. Without it they are published and go nowhere. */
  deliver?: Deliver;
}

/** An SNS of standard topics on loopback: queues are delivered to, mail and web endpoints stay unconfirmed. */
export async function startSns({ clock, port = 0, account, region, deliver = () => false }: SnsOptions): Promise<SnsEmulator> {
  const listeners = new Set<() => void>();
  const topics = openTopics({
    clock,
    account,
    region,
    deliver,
    changed: () => {
      for (const listener of listeners) listener();
    },
  });

  function handle({ operation, body }: WireRequest): WireAnswer {
    try {
      const run = operations[operation];
      if (!run) throw new SnsError('InvalidAction', `The sandbox's SNS has no ${operation}.`);
      const result = run(readQuery(body.toString()), topics);
      const document = { [`${operation}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } };
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: toXml(`${operation}Response`, document) };
    } catch (error) {
      if (error instanceof SnsError) return errorAnswer(error);
      throw error;
    }
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? '',
    handle,
  });

  return {
    url: wire.url,
    faults: wire.faults,
    calls: wire.calls,
    busy: wire.busy,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    create: (name) => ({ arn: topics.create(name, {}).arn }),
    inbox: topics.inbox,
    stop: wire.stop,
  };
}
