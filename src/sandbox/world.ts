import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { createTables } from '../aws/store/definition.ts';
import { readContainerConfig } from '../config.ts';
import type { Log } from '../flows/services.ts';
import { SCOPES } from '../slack/scopes.ts';
import type { SecurityHubEmulator } from './aws/contract.ts';
import { startDynamoDB } from './aws/dynamodb/emulator.ts';
import { startEventBridge } from './aws/eventbridge/emulator.ts';
import { startSecurityHub } from './aws/security-hub/emulator.ts';
import { startSns } from './aws/sns/emulator.ts';
import { startSqs } from './aws/sqs/emulator.ts';
import { startParameters } from './aws/ssm/emulator.ts';
import type { MovableClock } from './clock.ts';
import { type Product, type ProductOptions, startProduct } from './product.ts';
import type { SlackChannel, SlackUser } from './slack/contract.ts';
import { startSlack } from './slack/emulator.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const RULE = 'shub-findings';
const EVENT_BUS = 'shub';
/** What whoever is on call would be paged by; nobody reads it here. */
export const PAGER = 'oncall-pager';
export const BOT = { userId: 'U0SHUB', botId: 'B0SHUB', appId: 'A0SHUB', name: 'shub' };
/** Where the secrets of the Slack app are in SSM. */
export const PARAMETERS = {
  botToken: '/shub/dev/slack-bot-token',
  signingSecret: '/shub/dev/slack-signing-secret',
  previousSecret: '/shub/dev/slack-signing-secret-previous',
};
export const TEAM = { id: 'T0SANDBOX', name: 'Acme Cloud', domain: 'acme-cloud' };

interface WorldOptions {
  clock: MovableClock;
  log: Log;
  /** The text of policy.yml. */
  policy: string;
  users: SlackUser[];
  channels: (Pick<SlackChannel, 'id' | 'name'> & Partial<SlackChannel>)[];
  groups: { id: string; handle: string; name: string; users: string[] }[];
  /** Security Hub is off, and nothing leads from it to the product: as `npm run setup` may find it. */
  empty?: boolean;
  /** Standards that Security Hub has switched on, by ARN; none when absent. */
  standards?: readonly string[];
  /** Puts in what was in Security Hub before the product was connected to it. */
  before?: (hub: SecurityHubEmulator) => void;
  /** For how long a queue hides what was taken from it; as long as on AWS when absent. */
  visibilityMs?: number;
  /** Whether the settings only name its secrets, as on AWS. */
  secretsInParameters?: boolean;
  /** How the product is started; otherwise in this process. */
  product?: (options: ProductOptions) => Promise<Product>;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * The whole product as its container runs it, against emulators of everything around it, on one clock: real SDK clients,
 * signed requests, loopback HTTP. A finding put into the emulated Security Hub takes every step it would take in AWS.
 */
export async function startWorld({
  clock,
  log,
  policy,
  users,
  channels,
  groups,
  empty = false,
  standards = [],
  before,
  secretsInParameters = false,
  visibilityMs = 180_000,
  product: start = startProduct,
}: WorldOptions) {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  process.env.AWS_ACCESS_KEY_ID = 'AKIASANDBOX';
  process.env.AWS_SECRET_ACCESS_KEY = 'sandbox';
  const place = { clock, account: ACCOUNT, region: REGION };

  const sqs = await startSqs(place);
  const bus = await startEventBridge({ ...place, deliver: sqs.accept });
  const hub = await startSecurityHub({ ...place, enabled: !empty, standards, publish: (event) => bus.publish(event) });
  before?.(hub);
  const sns = await startSns({ ...place, deliver: sqs.accept });
  const dynamodb = await startDynamoDB({ clock });
  const ssm = await startParameters(place);
  const signingSecret = 'sandbox-signing-secret-of-32-chars';
  const botToken = 'xoxb-sandbox';
  ssm.put(PARAMETERS.botToken, botToken);
  ssm.put(PARAMETERS.signingSecret, signingSecret);
  ssm.put(PARAMETERS.previousSecret, signingSecret);
  const slack = await startSlack({ clock, signingSecret, botToken, scopes: SCOPES, team: TEAM, bot: BOT, users, channels, groups });

  const queue = (name: string, maxReceive: number) => sqs.create(name, { maxReceive, visibilityMs });
  const findings = queue('shub-findings', 10);
  const targetDead = sqs.create('shub-rule-dead');
  if (!empty) {
    bus.rule({
      name: RULE,
      pattern: { source: ['aws.securityhub'] },
      targets: [{ id: 'findings', arn: findings.arn, deadLetterArn: targetDead.arn }],
    });
  }

  // Those of an empty account are made by its set-up, under the names it gives them.
  const topic = (name: string) => (empty ? `arn:aws:sns:${REGION}:${ACCOUNT}:shub-dev-${name}` : sns.create(`shub-${name}`).arn);

  const folder = await mkdtemp(join(tmpdir(), 'shub-'));
  const policyFile = join(folder, 'policy.yml');
  await writeFile(policyFile, policy);
  const config = readContainerConfig({
    SLACK_BOT_TOKEN: secretsInParameters ? `ssm:${PARAMETERS.botToken}` : botToken,
    SLACK_SIGNING_SECRET: secretsInParameters ? `ssm:${PARAMETERS.signingSecret}` : signingSecret,
    ...(secretsInParameters && { SLACK_SIGNING_SECRET_PREVIOUS: `ssm:${PARAMETERS.previousSecret}` }),
    SLACK_BOT_ID: slack.state.bot.botId,
    SLACK_BOT_USER_ID: slack.state.bot.userId,
    SLACK_APP_ID: slack.state.bot.appId,
    SLACK_TEAM_ID: TEAM.id,
    SLACK_API_URL: slack.apiUrl,
    TABLE_NAME: 'shub',
    AUDIT_TABLE_NAME: 'shub-audit',
    FINDINGS_QUEUE_URL: findings.url,
    RULE_NAME: empty ? 'shub-dev-findings' : RULE,
    WAKE_QUEUE_URL: queue('shub-wake', 3).url,
    ACTIONS_QUEUE_URL: queue('shub-actions', 5).url,
    ADMIN_QUEUE_URL: queue('shub-admin', 5).url,
    REPORTS_QUEUE_URL: queue('shub-reports', 5).url,
    ALERT_TOPIC_ARN: topic('alerts'),
    OPERATIONS_TOPIC_ARN: topic('operations'),
    EVENT_BUS_NAME: EVENT_BUS,
    SHUB_POLICY: policyFile,
    AWS_REGION: REGION,
    PORT: '0',
  });
  const endpoints = { dynamodb: dynamodb.url, eventBridge: bus.url, securityHub: hub.url, sns: sns.url, sqs: sqs.url, ssm: ssm.url };
  const buses = new EventBridgeClient({ region: REGION, endpoint: bus.url });
  await buses.send(new CreateEventBusCommand({ Name: EVENT_BUS }));
  buses.destroy();
  const tables = new DynamoDBClient({ region: REGION, endpoint: dynamodb.url });
  await createTables(tables, config.tables);

  if (!empty) {
    const queueArn = sqs.create(PAGER).arn;
    for (const topicArn of Object.values(config.topics)) await subscribePager(sns.url, { topicArn, queueArn });
  }

  const product = await start({ config, clock, log, endpoints });
  slack.connect(product.requestUrl);

  return {
    clock,
    sqs,
    bus,
    hub,
    sns,
    ssm,
    dynamodb,
    slack,
    config,
    endpoints,
    services: product.services,
    policyFile,
    /** Has the product's clock tick once: on AWS that is every minute, here whenever something may be due. */
    tick: product.tick,
    /** Requests, batches and deliveries under way anywhere, those left out that only wait for the clock. */
    busy() {
      const working = product.busy() + [slack, hub, dynamodb, sqs, sns, ssm, bus].reduce((sum, emulator) => sum + emulator.busy(), 0);
      // All who could take what lies in a queue may be waiting for the clock themselves.
      if (working > 0 || product.asleep() > 0) return working;
      return sqs
        .queues()
        .filter(({ name }) => name !== PAGER && !name.endsWith('-dead'))
        .reduce((sum, { visible }) => sum + visible, 0);
    },
    async stop() {
      await product.stop();
      await Promise.all([slack, hub, bus, sns, sqs, ssm, dynamodb].map((emulator) => emulator.stop()));
      tables.destroy();
      clock.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function subscribePager(endpoint: string, { topicArn, queueArn }: { topicArn: string | undefined; queueArn: string }): Promise<void> {
  const client = new SNSClient({ region: REGION, endpoint });
  await client.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn }));
  client.destroy();
}
