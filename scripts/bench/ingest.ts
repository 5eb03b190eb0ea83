import { performance } from 'node:perf_hooks';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { createTables } from '../../src/aws/store/definition.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { findingsHandler } from '../../src/lambda/findings.ts';
import { bitcoin, bruteForce, externalAccess, sensitiveData, vulnerability } from '../../src/sandbox/samples/detections.ts';
import { ACCOUNTS, HOME } from '../../src/sandbox/samples/sample.ts';
import { wire } from '../../src/wiring.ts';
import { type Backends, percentile, withBackends } from './with-backends.ts';

/**
 * `npm run bench:ingest`: findings per second from SQS batches to rows, beside the floor on the same machine: parsing the
 * same JSON, one read and two conditional writes of the same bytes and index keys per finding, to the same DynamoDB.
 * The processor time of either is printed beside, because other work on the machine changes it least.
 */
const EVENTS = 1_500;
const BATCH = 10;
/** As serverless.yml has it (maximumConcurrency of the findings queue). */
const AT_ONCE = 5;
const ROUNDS = 5;
const SAMPLES = [bitcoin, bruteForce, vulnerability, sensitiveData, externalAccess];

const Rows = z.array(z.record(z.string(), z.unknown()));
type Row = z.infer<typeof Rows>[number];

function bodies(round: number): string[] {
  return Array.from({ length: EVENTS }, (_, i) => {
    const sample = SAMPLES[i % SAMPLES.length];
    if (!sample) throw new Error('no samples');
    const finding = sample({ account: ACCOUNTS.payments, region: HOME, at: Date.now() + 1_000 });
    const time = new Date().toISOString().replace(/\.\d+/, '');
    return JSON.stringify({
      version: '0',
      id: `event-${round}-${i}`,
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      account: ACCOUNTS.payments.id,
      time,
      region: HOME,
      resources: [],
      detail: { findings: [{ ...finding, Severity: { Label: 'HIGH' } }] },
    });
  });
}

function batches(of: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(of.length / BATCH) }, (_, i) => of.slice(i * BATCH, (i + 1) * BATCH));
}

interface Pace {
  /** Findings per second. */
  rate: number;
  /** This process's own milliseconds of processor time for each finding. */
  own: number;
}

/** Works through all batches, as many at once as Lambda would. */
async function paceOf(all: readonly string[][], work: (batch: string[]) => Promise<void>): Promise<Pace> {
  const left = [...all];
  const count = all.flat().length;
  const began = process.cpuUsage();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let batch = left.shift(); batch; batch = left.shift()) await work(batch);
    }),
  );
  const rate = (count / (performance.now() - started)) * 1000;
  const { user, system } = process.cpuUsage(began);
  return { rate, own: (user + system) / 1000 / count };
}

function settings(table: string, { queues }: Backends): Config {
  return readConfig({
    SLACK_BOT_TOKEN: 'xoxb-bench',
    SLACK_SIGNING_SECRET: 'bench',
    SLACK_BOT_ID: 'B0BENCH',
    SLACK_BOT_USER_ID: 'U0BENCH',
    SLACK_APP_ID: 'A0BENCH',
    SLACK_TEAM_ID: 'T0BENCH',
    TABLE_NAME: table,
    AUDIT_TABLE_NAME: `${table}-audit`,
    WAKE_QUEUE_URL: queues.wake,
    ACTIONS_QUEUE_URL: queues.actions,
    ADMIN_QUEUE_URL: queues.admin,
    REPORTS_QUEUE_URL: queues.reports,
    SHUB_POLICY: new URL('bench-policy.yml', import.meta.url).pathname,
    AWS_REGION: 'eu-west-1',
  });
}

const asEvent = (batch: readonly string[]): SQSEvent => ({
  Records: batch.map((body, i) => ({
    messageId: String(i),
    receiptHandle: String(i),
    body,
    attributes: { ApproximateReceiveCount: '1', SentTimestamp: '0', SenderId: '', ApproximateFirstReceiveTimestamp: '0' },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: 'eu-west-1',
  })),
});

await withBackends(async (backends) => {
  const client = new DynamoDBClient({ region: 'eu-west-1', endpoint: backends.dynamodb });
  const db = DynamoDBDocumentClient.from(client);
  const silent = { info: () => undefined, warn: console.warn, error: console.error, count: () => undefined };

  async function rowsOf(table: string): Promise<Row[]> {
    const rows: Row[] = [];
    let from: Row | undefined;
    do {
      const { Items, LastEvaluatedKey } = await db.send(new ScanCommand({ TableName: table, ...(from && { ExclusiveStartKey: from }) }));
      rows.push(...Rows.parse(Items ?? []));
      from = LastEvaluatedKey;
    } while (from);
    return rows;
  }

  /** Ours: the handler of the function, wired as on Lambda. */
  async function ours(round: number): Promise<Pace & { rows: Row[]; texts: string[] }> {
    const table = `ours-${round}`;
    const config = settings(table, backends);
    await createTables(client, config.tables);
    const services = await wire(config, {
      log: silent,
      endpoints: { dynamodb: backends.dynamodb, sqs: backends.sqs, securityHub: backends.securityHub },
    });
    await services.installation.at();
    const texts = bodies(round);
    const handler = findingsHandler(services);
    const pace = await paceOf(batches(texts), async (batch) => {
      const { batchItemFailures } = await handler(asEvent(batch));
      if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} findings failed`);
    });
    return { ...pace, rows: await rowsOf(table), texts };
  }

  /** The floor: no judgement, no order of versions, no cards that know their findings; only the bytes. */
  async function floor(round: number, rows: readonly Row[], texts: readonly string[]): Promise<Pace> {
    const table = `floor-${round}`;
    await createTables(client, { table, auditTable: `${table}-audit` });
    const findings = rows.filter(({ pk }) => String(pk).startsWith('FINDING#'));
    const cards = rows.filter(({ pk }) => String(pk).startsWith('CARD#'));
    if (findings.length !== EVENTS || cards.length !== EVENTS) throw new Error(`${findings.length} findings, ${cards.length} cards`);
    let next = 0;
    const put = (Item: Row | undefined) =>
      db.send(new PutCommand({ TableName: table, Item: Item ?? {}, ConditionExpression: 'attribute_not_exists(pk)' }));
    return paceOf(batches(texts), async (batch) => {
      await Promise.all(
        batch.map(async (body) => {
          JSON.parse(body);
          const i = next++;
          await db.send(new GetCommand({ TableName: table, Key: { pk: findings[i]?.['pk'] }, ConsistentRead: true }));
          await put(findings[i]);
          await put(cards[i]);
        }),
      );
    });
  }

  const ratios: number[] = [];
  const own: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { rows, texts, ...taken } = await ours(round);
    const least = await floor(round, rows, texts);
    ratios.push(taken.rate / least.rate);
    own.push(least.own / taken.own);
    console.log(
      `round ${round + 1}: ours ${taken.rate.toFixed(0)}/s, floor ${least.rate.toFixed(0)}/s, ${((taken.rate / least.rate) * 100).toFixed(0)} % of the floor; own processor time ${taken.own.toFixed(2)} and ${least.own.toFixed(2)} ms a finding`,
    );
  }
  console.log(
    `median of ${ROUNDS}: ${(percentile(ratios, 0.5) * 100).toFixed(0)} % of the floor (wanted: at least 70 %); by processor time ${(percentile(own, 0.5) * 100).toFixed(0)} %`,
  );
  client.destroy();
});
process.exit(0);
