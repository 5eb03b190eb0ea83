import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../slack/limits.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const FORM = {
  title: 'Backup of the customer database is readable by everyone',
  description: 'Found by hand:\nthe bucket policy allows Principal *.',
  severity: 'HIGH',
  resourceType: 'AwsS3Bucket',
  resourceId: 'arn:aws:s3:::backup-2026',
  remediation: 'Take away public access, then rotate the keys.',
  remediationUrl: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
};
type Form = Partial<Record<keyof typeof FORM | 'account' | 'region', string>>;

const ana = () => world.slack.as(PEOPLE.responder);

const values = (form: Form) =>
  Object.fromEntries(
    Object.entries(form).map(([field, value]) => [
      field,
      {
        value:
          field === 'severity'
            ? { type: 'static_select', selected_option: { text: { type: 'plain_text', text: value }, value } }
            : { type: 'plain_text_input', value },
      },
    ]),
  );

async function opens() {
  await ana().command(ALERTS, '/shub new');
  await world.settle();
}
async function submits(form: Form) {
  const answer = await ana().submit(values(form));
  await world.settle();
  return answer;
}
const told = () => world.told(PEOPLE.responder).join('\n');
/** All that this person can read in what was answered, preformatted text too. */
const answered = () =>
  JSON.stringify(world.slack.state.messages.get(ALERTS)?.filter(({ ephemeralFor }) => ephemeralFor === PEOPLE.responder));
const imports = () => world.hub.calls.filter(({ operation }) => operation === 'BatchImportFindings').length;
const audit = async () => {
  const entries = await world.onRecord();
  return entries.map(({ phase, who, action, result }) => [phase, who, action, result].join(' ').trim());
};

test('a finding made in Slack is in Security Hub, comes back as a card, and its maker is told where', async () => {
  await opens();
  const [modal] = ana().modals();
  expect(violations(modal?.view ?? {})).toEqual([]);
  await submits(FORM);

  expect(ana().modals()).toEqual([]);
  const [finding, ...others] = world.hub.findings.values();
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
    AwsAccountId: '111122223333',
    Title: FORM.title,
    Description: FORM.description,
    Severity: { Label: 'HIGH' },
    Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::backup-2026', Region: 'eu-west-1' }],
    Remediation: { Recommendation: { Text: FORM.remediation, Url: FORM.remediationUrl } },
    ProductFields: { 'shub/CreatedBy': 'ana (U0ANA)' },
  });
  expect(world.card().text).toContain(FORM.title.slice(0, 30));
  expect(told()).toContain(`Its card appears in <#${ALERTS}>`);
  expect(await audit()).toEqual(['started U0ANA create', 'done U0ANA create imported']);

  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['NOTIFIED']);
});

test('the details of its card say who created it', async () => {
  await opens();
  await submits(FORM);
  await world.press(PEOPLE.viewer, 'details');
  expect(JSON.stringify(world.slack.as(PEOPLE.viewer).modals()[0]?.view)).toContain('Created by <@U0ANA>');
});

test('a form that is sent off twice, and a message that comes twice, is one finding and one card', async () => {
  await opens();
  const [modal] = ana().modals();
  if (!modal) throw new Error('no form');
  await submits(FORM);
  const request = { who: PEOPLE.responder, channel: ALERTS, submission: modal.id, form: { ...FORM, severity: 'HIGH' as const } };
  await world.clock.advance(60_000);
  for (let i = 0; i < 2; i++) await world.services.queues.request({ kind: 'new finding', ...request }, 'admin');
  await world.minutes(2);

  expect(imports()).toBe(3);
  expect(world.hub.findings.size).toBe(1);
  expect(world.bus.events.filter(({ event }) => event.source === 'aws.securityhub')).toHaveLength(1);
  expect(world.cards()).toHaveLength(1);
  expect(await audit()).toHaveLength(2);
});

test('an answer of Security Hub that gets lost does not make a second finding', async () => {
  world.hub.faults.add({ operation: 'BatchImportFindings', times: 4, fault: { do: 'lose answer' } });
  await opens();
  await submits(FORM);
  await world.minutes(10);
  expect(world.hub.findings.size).toBe(1);
  expect(world.cards()).toHaveLength(1);
  expect(told()).toContain('Its card appears in');
});

test.each([
  ['severity', { severity: 'PURPLE' }, 'Please choose one.'],
  ['resourceId', { resourceId: '  ' }, 'Please name the resource'],
  ['account', { account: '1234' }, 'An account is written as its 12 digits.'],
  ['region', { region: 'Dublin' }, 'A region is written as in eu-west-1.'],
  ['remediationUrl', { remediationUrl: 'the wiki' }, 'An address begins with https://'],
] as const)('what is wrong with the %s is said at its field, and the form stays as it is', async (field, wrong, words) => {
  await opens();
  await submits({ ...FORM, ...wrong });
  expect(ana().modals()[0]?.errors).toEqual({ [field]: expect.stringContaining(words) });
  expect(imports()).toBe(0);
});

test.each([
  ['MEDIUM', 'is a ticket and no card: `/shub tickets`'],
  ['LOW', 'by policy, LOW is only logged'],
])('a finding of severity %s gets no card, and its maker is told what happens to it', async (severity, words) => {
  await opens();
  await submits({ ...FORM, severity });
  expect(world.cards()).toEqual([]);
  expect(told()).toContain(words);
  const id = /\/shub show (shub\/[0-9a-f]{32})/.exec(told())?.[1] ?? '';
  await ana().command(ALERTS, `/shub show ${id}`);
  await world.settle();
  expect(told()).toContain(FORM.title.slice(0, 30));
});

test('when no route wants it, that is said', async () => {
  await world.stop();
  world = await aWorld({ policy: POLICY.replace(/defaultChannel: .*/, '') });
  await opens();
  await submits(FORM);
  expect(told()).toContain('no route of the policy wants it');
  expect(world.hub.findings.size).toBe(1);
});

test.each([
  [
    'another account is named',
    () => undefined,
    { account: '444455556666' },
    'takes findings from here for its own account only, not for 444455556666',
  ],
  ['IAM does not allow it', () => world.hub.deny('securityhub:BatchImportFindings'), {}, 'securityhub:BatchImportFindings'],
  ['IAM does not even let shub ask whose hub it is', () => world.hub.deny('securityhub:DescribeHub'), {}, 'securityhub:DescribeHub'],
  [
    'Security Hub is off',
    async () => {
      const { DisableSecurityHubCommand, SecurityHubClient } = await import('@aws-sdk/client-securityhub');
      const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
      await client.send(new DisableSecurityHubCommand({}));
      client.destroy();
    },
    {},
    'Security Hub is off',
  ],
])('when %s, the answer says so and holds all that was typed', async (_, breaks, more, words) => {
  await breaks();
  await opens();
  await submits({ ...FORM, ...more });

  expect(told()).toContain(words);
  for (const line of [FORM.title, 'Found by hand:', 'the bucket policy allows', FORM.resourceId, FORM.remediation, FORM.remediationUrl])
    expect(answered()).toContain(line);
  expect(world.hub.findings.size).toBe(0);
  await world.minutes(20);
  expect(world.hub.findings.size).toBe(0);
});

test('while Security Hub is throttling, the maker is told that shub goes on trying, and it is created in the end', async () => {
  const answer = { status: 500, headers: { 'x-amzn-errortype': 'InternalException' }, body: { Message: 'x', Code: 'InternalException' } };
  world.hub.faults.add({ operation: 'BatchImportFindings', times: 3, fault: { do: 'answer', answer } });
  await opens();
  await submits(FORM);
  expect(told()).toContain('Not done yet');
  expect(answered()).toContain(FORM.description.split('\n')[1]);

  await world.minutes(5);
  expect(told()).toContain('Created in Security Hub');
  expect(world.cards()).toHaveLength(1);
});

test('while the queue takes nothing, the form stays open with what was typed, and sending it again works', async () => {
  world.sqs.faults.add({ operation: 'SendMessage', times: 3, fault: { do: 'refuse' } });
  await opens();
  await submits(FORM);
  expect(ana().modals()[0]?.errors).toEqual({ title: expect.stringContaining('Not done') });
  await submits(FORM);
  expect(world.hub.findings.size).toBe(1);
});

test('whoever loses the role while typing is refused, and still has what was typed', async () => {
  await opens();
  for (const group of world.slack.state.groups.values()) group.users = [];
  await world.clock.advance(120_000);
  await submits(FORM);
  const view = JSON.stringify(ana().modals()[0]?.view);
  expect(view).toContain('This needs the role');
  expect(view).toContain('the bucket policy allows Principal *.');
  expect(world.hub.findings.size).toBe(0);
});

test.each(['viewer', 'nobody', 'guest', 'foreign'] as const)('a %s gets no form', async (who) => {
  const { body } = await world.slack.as(PEOPLE[who]).command(ALERTS, '/shub new');
  expect(JSON.stringify(body)).toContain('Nothing was done');
  expect(world.slack.as(PEOPLE[who]).modals()).toEqual([]);
});
