import type { Clock } from '../../clock.ts';
import { startWire, type Waiting, type WireAnswer, type WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { SqsEmulator } from '../contract.ts';
import { denials } from '../denials.ts';
import { openAccount } from './account.ts';
import { operations } from './operations.ts';
import { actionOf, resourceOf } from './permission.ts';
import { errorAnswer, SqsError } from './sqs-error.ts';

export interface SqsOptions {
  clock: Clock;
  port?: number;
  account: string;
  region: string;
}

const TARGET = 'AmazonSQS.';
const FOURTEEN_DAYS = '1209600';

/** An SQS of standard queues on loopback; timers follow the clock, only a long poll waits in real time. */
export async function startSqs({ clock, port = 0, account, region }: SqsOptions): Promise<SqsEmulator> {
  const listeners = new Set<() => void>();
  const away = new Set<string>();
  let url = '';
  const sqs = openAccount({
    clock,
    account,
    region,
    baseUrl: () => url,
    changed: () => {
      for (const listener of listeners) listener();
    },
  });

  const policies = denials('sqs', Object.keys(operations).map(actionOf));

  async function handle(request: WireRequest, waiting: Waiting): Promise<WireAnswer> {
    const { operation, body } = request;
    try {
      const run = operations[operation];
      if (!run) throw new SqsError('UnknownOperationException', `The sandbox's SQS has no ${operation}.`);
      const input: unknown = JSON.parse(body.toString() || '{}');
      const caller = callerOf(request, account) ?? 'anonymous';
      const refusal = policies.refusal(actionOf(operation), caller, resourceOf(input, { account, region }));
      if (refusal !== undefined) throw new SqsError('AccessDeniedException', refusal);
      const answer = await run(input, { sqs, waiting });
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: answer };
    } catch (error) {
      if (error instanceof SqsError) return errorAnswer(error);
      throw error;
    }
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ headers }) => String(headers['x-amz-target'] ?? '').replace(TARGET, ''),
    handle,
  });
  url = wire.url;

  return {
    url,
    faults: wire.faults,
    calls: wire.calls,
    busy: wire.busy,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    deny: policies.deny,
    allow: policies.allow,
    create(name, { maxReceive, visibilityMs } = {}) {
      const common = { MessageRetentionPeriod: FOURTEEN_DAYS };
      const dead = maxReceive === undefined ? undefined : sqs.create(`${name}-dead`, common);
      const queue = sqs.create(name, {
        ...common,
        ...(visibilityMs !== undefined && { VisibilityTimeout: String(Math.ceil(visibilityMs / 1000)) }),
        ...(dead && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: maxReceive }) }),
      });
      return { url: queue.url, arn: queue.arn };
    },
    queues: () =>
      sqs.queues().map((queue) => {
        const [eldest] = queue.messages();
        return { name: queue.name, url: queue.url, arn: queue.arn, ...queue.counts(), oldest: eldest ? clock.now() - eldest.sentAt : 0 };
      }),
    peek: (name) =>
      sqs
        .named(name)
        .messages()
        .map(({ body }) => body),
    accept(arn, body, attributes = {}) {
      const queue = sqs.byArn(arn);
      if (!queue || away.has(queue.name)) return false;
      const strings = Object.entries(attributes).map(([key, StringValue]) => [key, { DataType: 'String', StringValue }]);
      sqs.send(queue, { body, attributes: Object.fromEntries(strings) });
      return true;
    },
    away,
    async stop() {
      sqs.close();
      await wire.stop();
    },
  };
}
