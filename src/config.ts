import * as z from 'zod';

const required = (what: string) => z.string({ error: `is missing: ${what}` }).min(1, `is empty: ${what}`);

const topicArn = z.string().regex(/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w.-]+$/, 'is not the ARN of an SNS topic, arn:aws:sns:…');

const Environment = z.object({
  SLACK_BOT_TOKEN: required('the bot token of the Slack app, xoxb-…, or ssm:/name'),
  SLACK_SIGNING_SECRET: required('the signing secret of the Slack app, or ssm:/name'),
  /** While the secret is being rotated. */
  SLACK_SIGNING_SECRET_PREVIOUS: z.string().optional(),
  SLACK_BOT_ID: required('the bot id of the Slack app, B…'),
  SLACK_BOT_USER_ID: required("the bot's user id, U…"),
  SLACK_APP_ID: required('the id of the Slack app, A…'),
  SLACK_TEAM_ID: required('the id of the Slack workspace, T…'),
  /** Only to move the Slack client elsewhere, as the sandbox does. */
  SLACK_API_URL: z.url().optional(),
  /** The container uses Socket Mode when it is set. */
  SLACK_APP_TOKEN: z.string().optional(),
  /** How many containers may be connected in Socket Mode at once; one and its successor when absent. Slack takes ten. */
  SLACK_CONNECTIONS: z.coerce.number().int().min(1).max(10).default(2),
  TABLE_NAME: required('the name of the DynamoDB table'),
  AUDIT_TABLE_NAME: required('the name of the DynamoDB table of the audit trail'),
  WAKE_QUEUE_URL: required('the URL of the queue that wakes delivery'),
  ACTIONS_QUEUE_URL: required('the URL of the queue of presses and questions'),
  ADMIN_QUEUE_URL: required('the URL of the queue of suppressions and administration'),
  REPORTS_QUEUE_URL: required('the URL of the queue of reports and jobs'),
  /** The EventBridge rule and the queue it fills: so that `/shub health` can look at them. */
  RULE_NAME: z.string().optional(),
  FINDINGS_QUEUE_URL: z.string().optional(),
  /** Without it there are no alert pages. */
  ALERT_TOPIC_ARN: topicArn.optional(),
  /** Without it trouble with pages and events is told in Slack and in the log only. */
  OPERATIONS_TOPIC_ARN: topicArn.optional(),
  /** Without it no events are sent. */
  EVENT_BUS_NAME: z.string().min(1, 'is empty: the name or ARN of an EventBridge bus').optional(),
  SHUB_POLICY: z.string().default('policy.yml'),
  AWS_REGION: required('the AWS region of Security Hub'),
});

/** Only the container polls the findings queue and listens itself; on Lambda both are done for us. */
const ContainerEnvironment = z.object({
  FINDINGS_QUEUE_URL: required('the URL of the queue that EventBridge fills'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
});

export interface Config {
  slack: {
    botToken: string;
    signingSecrets: string[];
    botId: string;
    botUserId: string;
    appId: string;
    teamId: string;
    apiUrl?: string;
    appToken?: string;
    /** How many containers may be connected in Socket Mode at once. */
    connections: number;
  };
  region: string;
  tables: { table: string; auditTable: string };
  queues: { wake: string; actions: string; admin: string; reports: string };
  /** What brings events; only to be looked at. */
  rule?: string | undefined;
  findingsQueue?: string | undefined;
  topics: { alerts?: string | undefined; operations?: string | undefined };
  eventBus?: string | undefined;
  policy: string;
}

export interface ContainerConfig extends Config {
  findingsQueue: string;
  port: number;
}

/** Reads every setting once, at start-up. Throws one error that names each variable at fault and what it is for. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  return toConfig(parsed(Environment, env));
}

/** The same for the container, which needs more. */
export function readContainerConfig(env: NodeJS.ProcessEnv = process.env): ContainerConfig {
  const read = parsed(Environment.extend(ContainerEnvironment.shape), env);
  return { ...toConfig(read), findingsQueue: read.FINDINGS_QUEUE_URL, port: read.PORT };
}

/** What `npm run setup` goes by where no flag says otherwise. */
export const readSetupEnvironment = (env: NodeJS.ProcessEnv = process.env): Record<'region' | 'queue' | 'table', string | undefined> => ({
  region: env['AWS_REGION'],
  queue: env['FINDINGS_QUEUE_URL'],
  table: env['TABLE_NAME'],
});

function parsed<Shape extends z.ZodType>(shape: Shape, env: NodeJS.ProcessEnv): z.output<Shape> {
  const result = shape.safeParse(env);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
  throw new Error(
    `shub cannot start: ${faults.length === 1 ? 'a setting is' : `${faults.length} settings are`} missing or wrong.\n${faults.join('\n')}\n` +
      'Set them in the environment (.env.example explains each), or run `npm run sandbox`, which needs none of them.',
  );
}

function toConfig(e: z.output<typeof Environment>): Config {
  return {
    slack: {
      botToken: e.SLACK_BOT_TOKEN,
      signingSecrets: [e.SLACK_SIGNING_SECRET, ...(e.SLACK_SIGNING_SECRET_PREVIOUS ? [e.SLACK_SIGNING_SECRET_PREVIOUS] : [])],
      botId: e.SLACK_BOT_ID,
      botUserId: e.SLACK_BOT_USER_ID,
      appId: e.SLACK_APP_ID,
      teamId: e.SLACK_TEAM_ID,
      ...(e.SLACK_API_URL && { apiUrl: e.SLACK_API_URL }),
      ...(e.SLACK_APP_TOKEN && { appToken: e.SLACK_APP_TOKEN }),
      connections: e.SLACK_CONNECTIONS,
    },
    region: e.AWS_REGION,
    tables: { table: e.TABLE_NAME, auditTable: e.AUDIT_TABLE_NAME },
    queues: { wake: e.WAKE_QUEUE_URL, actions: e.ACTIONS_QUEUE_URL, admin: e.ADMIN_QUEUE_URL, reports: e.REPORTS_QUEUE_URL },
    rule: e.RULE_NAME,
    findingsQueue: e.FINDINGS_QUEUE_URL,
    topics: { alerts: e.ALERT_TOPIC_ARN, operations: e.OPERATIONS_TOPIC_ARN },
    eventBus: e.EVENT_BUS_NAME,
    policy: e.SHUB_POLICY,
  };
}
