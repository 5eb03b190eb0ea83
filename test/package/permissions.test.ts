import { expect, test } from 'vitest';
import { importsOf, readTree, type SourceFile } from '../architecture/source-file.ts';
import { serverless } from './resources.ts';
import { allowed } from './roles.ts';

const GET = 'dynamodb:GetItem Table';
const PUT = 'dynamodb:PutItem Table';
const UPDATE = 'dynamodb:UpdateItem Table';
const [DIRTY, DUE, LIST] = ['dirty', 'due', 'list'].map((index) => `dynamodb:Query Table/index/${index}`);
const READ_HUB = 'securityhub:GetFindings hub/default';
const CHAIN = 'dynamodb:Query AuditTable';

/** Homes that are open show it: see flows/home/stale-homes.ts. */
const DRAWN = [GET, UPDATE, 'sqs:SendMessage WakeQueue'];
const GUARDED = [GET, UPDATE, PUT, 'sns:Publish OperationsTopic'];

/** What each method of a service calls in AWS; a condition that fails is followed by a read. */
const CALLS: Record<string, Record<string, readonly (string | undefined)[]>> = {
  Hub: {
    find: [READ_HUB],
    raw: [READ_HUB],
    findById: [READ_HUB],
    list: [READ_HUB],
    openOf: [READ_HUB],
    updatedSince: [READ_HUB],
    setWorkflow: ['securityhub:BatchUpdateFindings hub/default'],
  },
  Findings: { get: [GET], many: [GET], put: [GET, PUT], adopted: [LIST] },
  // What a change has to send to the outside is sent at once: see flows/outgoing/sending-cards.ts.
  Cards: {
    ...{ get: [GET], change: [GET, PUT, ...DRAWN], dirty: [DIRTY, GET], waiting: [DIRTY], refused: [DIRTY, GET] },
    ...{ unchecked: [LIST, GET], standing: [LIST, GET], exceptions: [LIST], due: [DUE, GET] },
  },
  Channels: {
    get: [GET],
    all: [LIST, GET],
    wake: [UPDATE],
    take: [UPDATE, GET],
    renew: [UPDATE],
    release: [UPDATE, GET],
    hold: [UPDATE],
    wakeAt: [UPDATE],
    setPaused: [UPDATE],
    setHealth: [UPDATE],
  },
  Budgets: { take: [UPDATE], takeLine: [UPDATE], hold: [UPDATE] },
  Breaker: { open: [GET], trip: [UPDATE], mayTry: [UPDATE], reset: [UPDATE] },
  Intents: { create: [PUT, GET], get: [GET], move: [GET, PUT], unfinished: [LIST, GET], untold: [LIST, GET] },
  Ticketing: {
    get: [GET],
    open: [GET, PUT, ...DRAWN],
    restore: [GET, PUT, ...DRAWN],
    follow: [GET, PUT, ...DRAWN],
    move: [GET, PUT, ...DRAWN],
    list: [LIST, GET],
    due: [DUE, GET],
    expire: [GET, PUT, ...DRAWN],
    remind: [GET, PUT, ...DRAWN],
    tell: [GET, PUT, ...DRAWN],
  },
  Selections: { keep: [PUT], get: [GET], part: [GET], save: [PUT] },
  Jobs: { create: [PUT, GET], get: [GET], change: [GET, PUT], due: [DUE, GET] },
  Controls: {
    catalogue: [
      GET,
      PUT,
      'securityhub:DescribeHub hub/default',
      'securityhub:GetEnabledStandards hub/default',
      'securityhub:ListSecurityControlDefinitions *',
      'securityhub:BatchGetStandardsControlAssociations *',
    ],
    forget: [PUT],
  },
  Standards: {
    list: ['securityhub:DescribeStandards hub/default', 'securityhub:GetEnabledStandards hub/default'],
    enable: ['securityhub:BatchEnableStandards hub/default'],
    disable: ['securityhub:BatchDisableStandards hub/default'],
    controls: ['securityhub:ListSecurityControlDefinitions *', 'securityhub:BatchGetStandardsControlAssociations *'],
    switchControl: ['securityhub:BatchUpdateStandardsControlAssociations *'],
  },
  Insights: {
    ask: ['GetInsights', 'CreateInsight', 'GetInsightResults', 'DeleteInsight'].map((action) => `securityhub:${action} hub/default`),
  },
  FindingHistory: { of: ['securityhub:GetFindingHistory hub/default'] },
  SavedInsights: {
    list: ['securityhub:GetInsights hub/default'],
    get: ['securityhub:GetInsights hub/default'],
    results: ['securityhub:GetInsightResults hub/default'],
    // One that is there already is not made again, and one that was made twice is removed once.
    create: ['GetInsights', 'CreateInsight', 'DeleteInsight'].map((action) => `securityhub:${action} hub/default`),
    change: ['securityhub:UpdateInsight hub/default'],
    behind: ['securityhub:GetInsights hub/default', READ_HUB],
    remove: ['securityhub:DeleteInsight hub/default'],
  },
  History: { has: [GET], keep: [PUT, GET], keepMany: [PUT], snapshots: [LIST, GET], handled: [LIST, GET] },
  Repairs: { get: [GET], save: [PUT, GET] },
  Nonces: { use: [PUT, GET], used: [GET] },
  Turns: { take: [PUT, GET] },
  // Asked of Slack alone.
  Members: { people: [], elsewhere: [], channelsOf: [] },
  OwnFindings: {
    hub: ['securityhub:DescribeHub hub/default'],
    import: ['securityhub:BatchImportFindings product/default'],
  },
  Homes: { opened: [UPDATE], open: [LIST], stale: [GET, UPDATE], forgotten: [GET], begin: [UPDATE], turn: [GET, UPDATE], putOff: [UPDATE] },
  Heartbeats: { beat: [UPDATE], last: [GET] },
  Health: {
    rule: ['events:DescribeRule FindingsRule', 'events:ListTargetsByRule FindingsRule'],
    // Asking how many messages a queue holds is left out below.
    queues: [],
    tables: ['dynamodb:DescribeTable Table', 'dynamodb:DescribeTable AuditTable'],
    topic: ['sns:GetTopicAttributes AlertTopic', 'sns:GetTopicAttributes OperationsTopic'],
    bus: ['events:DescribeEventBus EventBus'],
    hub: ['securityhub:DescribeHub hub/default'],
    standards: ['securityhub:GetEnabledStandards hub/default'],
    policy: [],
  },
  Pager: { page: ['sns:Publish AlertTopic'], operations: ['sns:Publish OperationsTopic'] },
  Bus: { put: ['events:PutEvents EventBus'] },
  Installation: { at: [PUT, GET], began: [PUT], paused: [GET], setPaused: [PUT] },
  Quarantine: { put: [PUT], newest: [LIST, GET] },
  Audit: {
    append: [CHAIN, 'dynamodb:PutItem AuditTable'],
    begin: [CHAIN, 'dynamodb:PutItem AuditTable'],
    chain: [CHAIN],
    copies: [CHAIN],
    all: ['dynamodb:Scan AuditTable'],
    copyHashes: ['dynamodb:Scan AuditTable'],
    keyOf: ['dynamodb:Scan AuditTable'],
  },
  Queues: {
    wake: ['sqs:SendMessage WakeQueue'],
    sendOut: ['sqs:SendMessage WakeQueue'],
    removeTwins: ['sqs:SendMessage WakeQueue'],
    settle: ['sqs:SendMessage WakeQueue'],
    drawHome: ['sqs:SendMessage WakeQueue'],
    drawHomes: ['sqs:SendMessage WakeQueue'],
    request: [],
  },
  // What goes out is kept back while the token is refused, and those who run shub are told.
  Chat: {
    post: GUARDED,
    edit: GUARDED,
    remove: GUARDED,
    findPosted: GUARDED,
    ours: [],
    ourMessage: [],
    thread: GUARDED,
    findInThread: GUARDED,
    remark: GUARDED,
    ask: GUARDED,
    call: GUARDED,
    direct: GUARDED,
    notify: GUARDED,
    handOver: GUARDED,
    amend: GUARDED,
    announce: GUARDED,
    digest: GUARDED,
    answer: [],
    tell: GUARDED,
    showHome: GUARDED,
    showDetails: [],
    showBulkForm: [],
    showInsightForm: [],
    sayInModal: [],
  },
  // What Slack said about people is remembered in the table.
  Directory: { person: [GET, PUT] },
};

const QUEUES: Record<string, string> = { actions: 'ActionsQueue', admin: 'AdminQueue', reports: 'ReportsQueue' };

/** What chooses a queue, and among which: see domain/intent.ts and domain/job.ts. */
const CHOOSING: Record<string, readonly string[]> = { doneBy: ['actions', 'admin'], functionFor: ['actions', 'admin', 'reports'] };

/** Code that a function has but never comes to, and why. */
const NEVER_REACHED: Record<string, readonly (string | undefined)[]> = {
  // Its queue brings suppressions only: nothing is paused by it, and a summary has nothing to suppress.
  admin: [LIST],
  // The forms are opened from problems; the summary of what was there before has no button that opens one.
  slack: [LIST],
};

const tree = new Map(readTree('src').map((file) => [file.path, file]));

test('every method of a service is in the table of what it calls', () => {
  const text = [...tree.values()].flatMap(({ path, text }) => (/^src\/flows\/(services\.ts|ports\/)/.test(path) ? [text] : [])).join('\n');
  for (const [service, methods] of Object.entries(CALLS)) {
    const [, body = ''] = new RegExp(`export interface ${service} \\{\\n([\\s\\S]*?)\\n\\}`).exec(text) ?? [];
    const declared = [...body.matchAll(/^ {2}(\w+)\(/gm)].map(([, name]) => name);
    expect(declared.toSorted(), service).toEqual(Object.keys(methods).sort());
  }
});

/** What a function may come to run, from its own file on; what the wiring brings along is what the services are. */
function reached(name: string): SourceFile[] {
  const found = new Map<string, SourceFile>();
  const visit = (path: string): void => {
    const file = tree.get(path);
    if (!file || found.has(path) || /^src\/(wiring|aws\/)/.test(path)) return;
    found.set(path, file);
    for (const { of, ours, typesOnly } of importsOf(file)) if (ours && !typesOnly) visit(of);
  };
  visit(`src/lambda/${name}.ts`);
  if (name === 'slack') visit('src/slack/front.ts');
  return [...found.values()];
}

function neededBy(name: string): string[] {
  const code = reached(name)
    .map(({ text }) => text)
    .join('\n');
  const needed = Object.entries(CALLS).flatMap(([service, methods]) => {
    const instance = `${service[0]?.toLowerCase()}${service.slice(1)}`;
    return Object.entries(methods).flatMap(([method, calls]) => (new RegExp(`\\b${instance}\\.${method}\\(`).test(code) ? calls : []));
  });
  // Which queue it is stands in the call itself.
  for (const [call] of code.matchAll(/\bqueues\.request\([^;]*;/g)) {
    for (const [, queue] of call.matchAll(/'(actions|admin|reports)'/g)) needed.push(`sqs:SendMessage ${QUEUES[queue ?? '']}`);
    for (const [chooser, queues] of Object.entries(CHOOSING)) {
      if (call.includes(`${chooser}(`)) needed.push(...queues.map((queue) => `sqs:SendMessage ${QUEUES[queue]}`));
    }
  }
  return [...new Set(needed)].flatMap((call) => (call === undefined || NEVER_REACHED[name]?.includes(call) ? [] : [call])).sort();
}

/** `{ 'Fn::GetAtt': ['Table', 'Arn'] }` → `Table`, `${Table.Arn}/index/list` → `Table/index/list`, the hub and its default product by their paths. */
function resourceName(arn: unknown): string {
  if (arn === '*') return '*';
  const text = JSON.stringify(arn);
  const [, attribute, ref, substituted, index, hub] =
    /\["(\w+)","Arn"\]|"Ref":"(\w+)"|\$\{(\w+)\.Arn\}(\/index\/\w+)?|securityhub:.*:(hub\/default|product\/.*\/default)/.exec(text) ?? [];
  return attribute ?? ref ?? hub?.replace(/\/.*\//, '/') ?? `${substituted}${index ?? ''}`;
}

const CONSUMING = new Set(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']);
const given = (name: string): string[] =>
  allowed(name)
    .flatMap(({ Action, Resource }) => Action.flatMap((action) => Resource.map((arn) => `${action} ${resourceName(arn)}`)))
    .filter((permission) => /^(dynamodb|events|sns|sqs|securityhub):/.test(permission) && !CONSUMING.has(permission.split(' ')[0] ?? ''))
    .sort();

test.each(Object.keys(serverless.functions))('%s may do what its code does, and nothing that it does not', (name) => {
  expect(given(name)).toEqual(neededBy(name));
});
