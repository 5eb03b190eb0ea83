import type { Clock } from '../../clock.ts';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { EventBridgeEmulator } from '../contract.ts';
import { denials } from '../denials.ts';
import { openBuses } from './buses.ts';
import { type Deliver, openDelivery } from './delivery.ts';
import { entryFailures } from './entry-failures.ts';
import { EventBridgeError, errorAnswer } from './event-bridge-error.ts';
import { operations } from './operations.ts';
import { resourceOf } from './permission.ts';

export interface EventBridgeOptions {
  clock: Clock;
  port?: number;
  account: string;
  region: string;
  deliver: Deliver;
}

const TARGET = 'AWSEvents.';

/** An EventBridge of event patterns on loopback, without schedules; deliveries and their retries follow the clock. */
export async function startEventBridge({ clock, port = 0, account, region, deliver }: EventBridgeOptions): Promise<EventBridgeEmulator> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const delivery = openDelivery({ clock, deliver, changed });
  const buses = openBuses({ clock, account, region, delivery, changed });
  const failures = entryFailures();
  const targetFailures = entryFailures();
  const policies = denials('events', Object.keys(operations));

  function handle(request: WireRequest): WireAnswer {
    const { operation, body } = request;
    try {
      const run = operations[operation];
      if (!run) throw new EventBridgeError('UnknownOperationException', `The sandbox's EventBridge has no ${operation}.`);
      const input: unknown = JSON.parse(body.toString() || '{}');
      const caller = callerOf(request, account) ?? 'anonymous';
      const refusal = policies.refusal(operation, caller, resourceOf(operation, input, { account, region }));
      if (refusal !== undefined) throw new EventBridgeError('AccessDeniedException', refusal);
      const answer = run(input, { buses, failures, targetFailures });
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: answer };
    } catch (error) {
      if (error instanceof EventBridgeError) return errorAnswer(error);
      throw error;
    }
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ headers }) => String(headers['x-amz-target'] ?? '').replace(TARGET, ''),
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
    publish: (event) => buses.publish(buses.bus(), event),
    rule({ name, bus, pattern, targets }) {
      const rule = buses.putRule({ name, bus, pattern: JSON.stringify(pattern) });
      for (const { id, arn, deadLetterArn } of targets) {
        rule.targets.set(id, { Id: id, Arn: arn, DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn } });
      }
    },
    events: buses.events,
    pending: delivery.pending,
    lost: delivery.lost,
    failEntries: failures.add,
    failTargets: targetFailures.add,
    async stop() {
      delivery.stop();
      await wire.stop();
    },
  };
}
