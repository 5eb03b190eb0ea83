import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { createTables } from '../../src/aws/store/definition.ts';
import { startDynamoDB } from '../../src/sandbox/aws/dynamodb/emulator.ts';
import { startEventBridge } from '../../src/sandbox/aws/eventbridge/emulator.ts';
import { startSecurityHub } from '../../src/sandbox/aws/security-hub/emulator.ts';
import { startSns } from '../../src/sandbox/aws/sns/emulator.ts';
import { startSqs } from '../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { BOT, TEAM } from '../../src/sandbox/world.ts';
import { resources, serverless } from './resources.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REGION = 'eu-west-1';
const SIGNING_SECRET = 'a-signing-secret-of-thirty-two-chars';
const ANA = 'U0ANA';
export const CHANNEL = 'C0ALERTS';

const Batch = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });
const HttpAnswer = z.object({ statusCode: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });
const Bundle = z.object({ handler: z.function({ input: [z.unknown()], output: z.promise(z.unknown()) }) });

/**
 * What `serverless.yml` deploys, standing: its queues, rule, tables and topics in the emulators, its environment in ours, and
 * around each bundle of `dist/` what Lambda puts there: an event source mapping, or a function URL.
 */
export async function deploy() {
  const clock = movableClock();
  const place = { clock, account: '111122223333', region: REGION };
  const sqs = await startSqs(place);
  const bus = await startEventBridge({ ...place, deliver: sqs.accept });
  const hub = await startSecurityHub({ ...place, publish: (event) => bus.publish(event) });
  const sns = await startSns({ ...place, deliver: sqs.accept });
  const dynamodb = await startDynamoDB({ clock });
  const slack = await startSlack({
    clock,
    signingSecret: SIGNING_SECRET,
    botToken: 'xoxb-deployed',
    team: TEAM,
    bot: BOT,
    users: [{ id: ANA, name: 'ana', real_name: 'Ana', email: 'ana@acme.example', team: TEAM.id }],
    channels: [{ id: CHANNEL, name: 'sec-alerts', members: [BOT.userId, ANA] }],
    groups: [],
  });

  const standing: Record<string, { ref: string; arn: string }> = {};
  for (const [id, { Type }] of Object.entries(resources)) {
    if (Type === 'AWS::SQS::Queue') {
      const { url, arn } = sqs.create(id);
      standing[id] = { ref: url, arn };
    } else if (Type === 'AWS::SNS::Topic') {
      const { arn } = sns.create(id);
      standing[id] = { ref: arn, arn };
    } else standing[id] = { ref: id, arn: `arn:aws:none:::${id}` };
  }
  const app: Record<string, string> = {
    SlackBotId: BOT.botId,
    SlackBotUserId: BOT.userId,
    SlackAppId: BOT.appId,
    SlackTeamId: TEAM.id,
  };
  const value = (given: unknown): string => {
    const { Ref } = z.object({ Ref: z.string() }).safeParse(given).data ?? {};
    return Ref === undefined ? String(given) : (app[Ref] ?? standing[Ref]?.ref ?? '');
  };
  const environment = Object.fromEntries(Object.entries(serverless.provider.environment).map(([name, given]) => [name, value(given)]));
  Object.assign(process.env, environment, {
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_SQS: sqs.url,
    AWS_ENDPOINT_URL_SECURITYHUB: hub.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url,
    AWS_ENDPOINT_URL_SNS: sns.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: 'xoxb-deployed',
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SHUB_POLICY: fileURLToPath(new URL('deployed-policy.yml', import.meta.url)),
    POWERTOOLS_DEV: 'false',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  const db = new DynamoDBClient({ region: REGION, endpoint: dynamodb.url });
  await createTables(db, { table: environment['TABLE_NAME'] ?? '', auditTable: environment['AUDIT_TABLE_NAME'] ?? '' });
  bus.rule({
    name: 'shub-findings',
    pattern: { source: ['aws.securityhub'] },
    targets: [{ id: 'findings', arn: standing['FindingsQueue']?.arn ?? '' }],
  });

  const handlers = new Map<string, (event: unknown) => Promise<unknown>>();
  for (const [name, { handler }] of Object.entries(serverless.functions)) {
    const file = pathToFileURL(`${ROOT}/${handler.replace(/\.handler$/, '.mjs')}`).href;
    handlers.set(name, Bundle.parse(await import(file)).handler);
  }
  const invoke = (name: string, event: unknown): Promise<unknown> => {
    const handler = handlers.get(name);
    if (!handler) throw new Error(`no function ${name}`);
    return handler(JSON.parse(JSON.stringify(event)));
  };

  /** How often each function was called with what its queue held. */
  const invoked: Record<string, number> = {};
  const queueClient = new SQSClient({ region: REGION, endpoint: sqs.url });

  /** One batch from a queue to its function, as an event source mapping does; false when there was nothing. */
  async function drain(name: string, queue: { ref: string; arn: string }, batchSize: number): Promise<boolean> {
    const { Messages = [] } = await queueClient.send(
      new ReceiveMessageCommand({ QueueUrl: queue.ref, MaxNumberOfMessages: batchSize, MessageSystemAttributeNames: ['All'] }),
    );
    if (Messages.length === 0) return false;
    const Records = Messages.map((message) => ({
      messageId: message.MessageId,
      receiptHandle: message.ReceiptHandle,
      body: message.Body,
      attributes: message.Attributes,
      messageAttributes: {},
      md5OfBody: message.MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queue.arn,
      awsRegion: REGION,
    }));
    const { batchItemFailures } = Batch.parse(await invoke(name, { Records }));
    invoked[name] = (invoked[name] ?? 0) + 1;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId, ReceiptHandle } of Messages) {
      if (MessageId === undefined || failed.has(MessageId)) continue;
      await queueClient.send(new DeleteMessageCommand({ QueueUrl: queue.ref, ReceiptHandle }));
    }
    return true;
  }

  /** Until no queue that a function reads holds anything. */
  async function settled(): Promise<void> {
    for (let found = true; found; ) {
      found = false;
      for (const [name, { events = [] }] of Object.entries(serverless.functions)) {
        for (const { sqs: source } of events) {
          const queue = source && standing[source.arn['Fn::GetAtt'][0]];
          if (queue && (await drain(name, queue, source.batchSize))) found = true;
        }
      }
    }
  }

  // The function URL: bodies come in base64, headers in small letters.
  const url = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = HttpAnswer.parse(
      await invoke('slack', {
        version: '2.0',
        rawPath: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('base64'),
        isBase64Encoded: true,
      }),
    );
    response.writeHead(answer.statusCode, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => url.listen(0, '127.0.0.1', resolve));
  slack.connect(`http://127.0.0.1:${portOf(url.address())}/slack/events`);

  return {
    hub,
    sns,
    bus,
    slack,
    sqs,
    invoked,
    invoke,
    settled,
    ana: slack.as(ANA),
    async stop() {
      queueClient.destroy();
      db.destroy();
      await new Promise((resolve) => url.close(resolve));
      await Promise.all([slack, hub, bus, sns, sqs, dynamodb].map((emulator) => emulator.stop()));
      clock.stop();
    },
  };
}

const portOf = (address: AddressInfo | string | null): number => (typeof address === 'object' && address ? address.port : 0);
