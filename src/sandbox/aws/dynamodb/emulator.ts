import type { Server } from 'node:http';
import dynalite from 'dynalite';
import * as z from 'zod';
import { type Clock, movableClock } from '../../clock.ts';
import { startWire, type WireRequest } from '../../wire.ts';
import type { DynamoDbEmulator, Json } from '../contract.ts';
import { denials } from '../denials.ts';
import { Item } from './attribute-value.ts';
import { forwarder } from './forward.ts';
import { ACTIONS, refusalOf } from './permission.ts';
import { timeToLive } from './time-to-live.ts';

export interface DynamoDbOptions {
  /** For `calls`, for faults that take time and for rows that expire; dynalite itself knows no time. The wall clock when absent. */
  clock?: Clock;
  port?: number;
  /** Shows in refusals only: dynalite's own tables are of account 000000000000. */
  account?: string;
}

const CHANGING: readonly string[] = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'CreateTable', 'UpdateTable', 'DeleteTable'];

/** Dynalite looks for a signature and does not check it. */
const SIGNED = 'AWS4-HMAC-SHA256 Credential=sandbox/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

const Page = z.object({ Items: z.array(Item), LastEvaluatedKey: z.unknown().optional() });

/** Dynalite in memory, behind a wire on which every fault can be provoked. */
export async function startDynamoDB({
  clock = movableClock(),
  port = 0,
  account = '000000000000',
}: DynamoDbOptions = {}): Promise<DynamoDbEmulator> {
  const inner = dynalite({ createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  inner.keepAliveTimeout = 0; // never: a kept connection must not close just as it is used again
  const forward = forwarder(await listen(inner));
  const listeners = new Set<() => void>();

  const policies = denials('dynamodb', ACTIONS);

  const ask = (operation: string, body: Json) =>
    forward(
      {
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'content-type': 'application/x-amz-json-1.0',
        authorization: SIGNED,
        'x-amz-date': '20260101T000000Z',
      },
      JSON.stringify(body),
    );

  function tellOfChange(): void {
    for (const listener of listeners) listener();
  }

  const expiring = timeToLive(ask, clock, tellOfChange);

  async function handle(request: WireRequest) {
    const { operation, headers, body } = request;
    const refusal = refusalOf(request, policies, account);
    if (refusal) return refusal;
    const answer = (await expiring.answer(operation, body.toString())) ?? (await forward(headers, body));
    if (answer.status !== 200 || !CHANGING.includes(operation)) return answer;
    if (operation === 'DeleteTable') expiring.tableDeleted(body.toString());
    expiring.written();
    tellOfChange();
    return answer;
  }

  async function scan(table: string): Promise<Json[]> {
    const items: Json[] = [];
    let ExclusiveStartKey: unknown;
    do {
      const { status, body } = await ask('Scan', { TableName: table, ConsistentRead: true, ExclusiveStartKey });
      if (status !== 200) throw new Error(`Cannot scan ${table}: ${String(body)}`);
      const page = Page.parse(JSON.parse(String(body)));
      items.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return items;
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ headers }) => String(headers['x-amz-target'] ?? '').replace(/^DynamoDB_\d+\./, ''),
    handle,
  });

  return {
    url: wire.url,
    faults: wire.faults,
    calls: wire.calls,
    busy: () => wire.busy() + expiring.busy(),
    timeToLive: expiring.lateness,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    deny: policies.deny,
    allow: policies.allow,
    scan,
    async stop() {
      await wire.stop();
      await expiring.stop();
      await forward.close();
      inner.closeAllConnections();
      await new Promise<void>((resolve) => inner.close(() => resolve()));
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('dynalite is not listening on a port'));
      else resolve(address.port);
    });
  });
}
