import { expect, test } from 'vitest';
import { idsOf, resources, serverless } from './resources.ts';
import { actionsOn, allowed, statementsOf } from './roles.ts';

const FUNCTIONS = Object.keys(serverless.functions);
const STATUS = 'securityhub:ASFFSyntaxPath/Workflow.Status';
const statusesOf = (name: string): string[] =>
  allowed(name)
    .filter(({ Action }) => Action.includes('securityhub:BatchUpdateFindings'))
    .flatMap(({ Condition }) => Condition['StringEquals']?.[STATUS] ?? ['any'])
    .sort();

test('every function has a role of its own', () => {
  const roles = FUNCTIONS.map((name) => serverless.functions[name]?.role['Fn::GetAtt'][0]);
  expect(new Set(roles).size).toBe(FUNCTIONS.length);
  expect([...roles, 'ClockCallerRole'].sort()).toEqual(idsOf('AWS::IAM::Role').sort());
});

/** IAM knows no resource for these: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecurityhub.html */
const WITHOUT_RESOURCE = new Set([
  'securityhub:ListSecurityControlDefinitions',
  'securityhub:BatchGetStandardsControlAssociations',
  'securityhub:BatchUpdateStandardsControlAssociations',
]);

test('nothing is allowed by a wildcard', () => {
  for (const { Action, Resource } of FUNCTIONS.flatMap(allowed)) {
    for (const action of Action) expect(action).not.toContain('*');
    // Log streams have names that nobody knows beforehand; all else is named.
    const named = Action.some((action) => !WITHOUT_RESOURCE.has(action));
    for (const arn of Resource)
      if (named) expect(JSON.stringify(arn)).toMatch(Action.includes('logs:PutLogEvents') ? /LogGroup\.Arn\}:\*"/ : /^[^*]+$/);
  }
});

test.each([
  ['slack', []],
  ['findings', []],
  ['actions', ['NEW', 'NOTIFIED', 'RESOLVED']],
  ['admin', ['SUPPRESSED']],
  ['deliver', ['NOTIFIED']],
  ['clock', []],
])('%s may give findings these statuses: %j', (name, statuses) => {
  expect(statusesOf(name)).toEqual(statuses);
});

test('whatever else it may one day be allowed, only admin can suppress', () => {
  const denied = statementsOf('actions').filter(({ Effect, Condition }) => Effect === 'Deny' && Condition['StringEquals']);
  expect(denied).toMatchObject([
    { Action: ['securityhub:BatchUpdateFindings'], Condition: { StringEquals: { [STATUS]: ['SUPPRESSED'] } } },
  ]);
});

test.each(['actions', 'admin', 'deliver'])('%s changes nothing of a finding but its status and its note', (name) => {
  const fields = statementsOf(name).flatMap(({ Effect, Action, Resource, Condition }) => {
    const keys = Object.keys(Condition['Null'] ?? {});
    // Two keys in one condition would have to be there both.
    const works = Effect === 'Deny' && Action.includes('securityhub:BatchUpdateFindings') && Resource.includes('*') && keys.length === 1;
    return works ? keys.map((key) => key.replace('securityhub:ASFFSyntaxPath/', '')) : [];
  });
  // https://docs.aws.amazon.com/securityhub/latest/userguide/finding-update-batchupdatefindings.html, without Note and Workflow
  const [severity, others] = [
    ['Severity.Label', 'Severity.Normalized', 'Severity.Product'],
    ['Confidence', 'Criticality', 'RelatedFindings'],
  ];
  expect(fields.sort()).toEqual([...severity, ...others, 'Types', 'UserDefinedFields', 'VerificationState'].sort());
});

test('the audit trail is only ever added to', () => {
  for (const name of FUNCTIONS) {
    // Evidence is read there, and a daily root put under it.
    const reads = name === 'reports' ? ['dynamodb:DescribeTable', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'] : [];
    const expected = ['findings', 'actions', 'admin', 'deliver'].includes(name) ? ['dynamodb:PutItem', 'dynamodb:Query'] : reads;
    expect([...actionsOn(name, 'AuditTable')].sort(), name).toEqual(expected);
  }
});

test('no function deletes rows; reports alone reads a whole table, the audit trail', () => {
  for (const { Action } of FUNCTIONS.flatMap(allowed)) expect(Action.join()).not.toMatch(/dynamodb:(Delete|BatchWrite)/);
  for (const name of FUNCTIONS)
    for (const table of ['Table', 'AuditTable'])
      expect([...actionsOn(name, table)].includes('dynamodb:Scan'), `${name} ${table}`).toBe(name === 'reports' && table === 'AuditTable');
});

test.each(FUNCTIONS)('%s takes messages from its own queue only', (name) => {
  const reads = allowed(name).filter(({ Action }) => Action.includes('sqs:ReceiveMessage'));
  const own = serverless.functions[name]?.events.map(({ sqs }) => [sqs.arn]) ?? [];
  expect(reads.map(({ Resource }) => Resource)).toEqual(own);
});

test('only what answers Slack and the clock hand over presses, and only to whom may carry them out', () => {
  const senders = (queue: string) => FUNCTIONS.filter((name) => actionsOn(name, queue).has('sqs:SendMessage'));
  // Each goes on by itself with a change of many that it has begun.
  expect(senders('AdminQueue')).toEqual(['slack', 'admin', 'clock']);
  expect(senders('ActionsQueue')).toEqual(['slack', 'actions', 'clock']);
  expect(senders('FindingsQueue')).toEqual([]);
});

test('the signing secret is read by what answers Slack and by nobody else', () => {
  const readers = FUNCTIONS.filter((name) => JSON.stringify(allowed(name)).includes('slack-signing-secret'));
  expect(readers).toEqual(['slack']);
});

test('no policy is left that no role has', () => {
  const used = JSON.stringify(idsOf('AWS::IAM::Role').map((id) => resources[id]));
  for (const id of idsOf('AWS::IAM::ManagedPolicy')) expect(used).toContain(`"Ref":"${id}"`);
});
