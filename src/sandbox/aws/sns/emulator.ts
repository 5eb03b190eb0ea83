import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { SnsEmulator } from '../contract.ts';
import { denials } from '../denials.ts';
import { operations } from './operations.ts';
import { resourceOf } from './permission.ts';
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

/** An SNS on loopback: queues are delivered to, mail and web endpoints stay unconfirmed. */
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

  const policies = denials('sns', Object.keys(operations));

  function handle(request: WireRequest): WireAnswer {
    const { operation, body } = request;
    try {
      const run = operations[operation];
      if (!run) throw new SnsError('InvalidAction', `The sandbox's SNS has no ${operation}.`);
      const input = readQuery(body.toString());
      const caller = callerOf(request, account) ?? 'anonymous';
      const refusal = policies.refusal(operation, caller, resourceOf(input, { account, region }));
      if (refusal !== undefined) throw new SnsError('AuthorizationError', refusal);
      const result = run(input, topics);
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
    deny: policies.deny,
    allow: policies.allow,
    create(name) {
      const attributes: Record<string, string> = name.endsWith('.fifo') ? { FifoTopic: 'true' } : {};
      return { arn: topics.create(name, attributes, new Map()).arn };
    },
    inbox: topics.inbox,
    stop: wire.stop,
  };
}
