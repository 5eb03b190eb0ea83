import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ComplianceStatus } from '../../src/domain/finding.ts';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { CIS, FSBP, withStandards } from '../support/standards.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  withStandards(
    world,
    { arn: FSBP, controls: ['EC2.8', 'EC2.19', 'S3.8', 'IAM.4', 'KMS.4'], off: ['KMS.4'] },
    { arn: CIS, controls: ['EC2.8', 'S3.8'] },
  );
});
afterEach(() => world.stop());

/** A check of a control that was there before shub came: it makes no card. */
const check = (control: string, status: ComplianceStatus, resource = 'one', more: Record<string, unknown> = {}) =>
  aControlAsff({
    Id: `arn:aws:securityhub:eu-west-1:111122223333:security-control/${control}/finding/${resource}`,
    GeneratorId: `security-control/${control}`,
    Severity: { Label: status === 'PASSED' ? 'INFORMATIONAL' : 'MEDIUM' },
    Compliance: {
      Status: status,
      SecurityControlId: control,
      AssociatedStandards: [{ StandardsId: 'standards/cis-aws-foundations-benchmark/v/3.0.0' }],
    },
    Workflow: { Status: status === 'PASSED' ? 'RESOLVED' : 'NEW' },
    Resources: [{ Type: 'AwsEc2Instance', Id: `arn:aws:ec2:eu-west-1:111122223333:instance/${resource}` }],
    CreatedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  });

/** S3.8 fails twice, EC2.19 once, EC2.8 passes, IAM.4 has no findings, KMS.4 is switched off: one in three passes. */
const estate = () => [
  check('S3.8', 'FAILED', 'one'),
  check('S3.8', 'FAILED', 'two'),
  check('S3.8', 'PASSED', 'three'),
  check('EC2.19', 'FAILED', 'one'),
  check('EC2.8', 'PASSED'),
  check('KMS.4', 'FAILED'),
];

async function asks(who: string, text: string) {
  const answered = await world.slack.as(who).command(ALERTS, text);
  await world.settle();
  return answered;
}
const reports = () => world.cards().filter((message) => JSON.stringify(message.blocks).includes('Security report'));
const words = (message: { blocks?: unknown } | undefined) => textsIn(message?.blocks).join('\n');

test('the score is told to whoever asked, overall and for each standard, each control counted once', async () => {
  await world.arrives(...estate());
  await asks(PEOPLE.viewer, '/shub score');
  const told = world.told(PEOPLE.viewer).at(-1) ?? '';
  expect(told).toContain('33 %');
  expect(told).toContain('1 of 3 controls pass · 2 fail · 1 without data · 1 switched off');
  expect(told).toMatch(/33 %\* FSBP 1\.0\.0 · 2 failing/);
  expect(told).toMatch(/50 %\* CIS 3\.0\.0 · 1 failing/);
  expect(told).toContain('Fixing these 2 controls = +67 points');
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('what is suppressed does not count against the score', async () => {
  await world.arrives(...estate());
  await world.arrives(check('EC2.19', 'FAILED', 'one', { UpdatedAt: '2026-03-02T09:10:00.000Z', RecordState: 'ARCHIVED' }));
  await asks(PEOPLE.viewer, '/shub score');
  expect(world.told(PEOPLE.viewer).join()).toContain('1 of 2 controls pass');
});

test('one standard is meant by the beginning of its name; one that is not enabled is answered with those that are', async () => {
  await world.arrives(...estate());
  await asks(PEOPLE.viewer, '/shub score cis');
  expect(world.told(PEOPLE.viewer).join()).toContain('50 %');
  await asks(PEOPLE.responder, '/shub score pci');
  expect(world.told(PEOPLE.responder).join()).toContain('No such standard is enabled here. Enabled: `fsbp 1.0.0`, `cis 3.0.0`.');
});

test('a report is one message for all of the channel, with its picture, in which nobody is mentioned', async () => {
  await world.arrives(...estate(), aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
  const answered = await asks(PEOPLE.viewer, '/shub report');
  expect(JSON.stringify(answered)).toContain('Preparing the report');
  expect(reports()).toHaveLength(1);
  const [report] = reports();
  const text = words(report);
  expect(text).toContain('33 %');
  expect(text).toContain('history starts today');
  expect(text).toMatch(/CRITICAL.*\n?.*2 failed checks/);
  expect(text.indexOf('S3.8')).toBeLessThan(text.indexOf('EC2.19 should'));
  expect(text).toContain('On 2 resources in 1 account');
  expect(text).toContain('prod-payments');

  const picture = report?.blocks?.find((block) => JSON.stringify(block).includes('slack_file'));
  expect(JSON.stringify(picture)).toContain('Security score of all standards on 2 March 2026: 33 percent.');
  const [file] = [...world.slack.state.files.values()];
  expect(file?.content.subarray(1, 4).toString()).toBe('PNG');
});

test('a report about one standard in one account says so, and counts nothing else', async () => {
  await world.arrives(...estate(), check('EC2.8', 'FAILED', 'elsewhere', { AwsAccountId: '444455556666' }));
  await asks(PEOPLE.viewer, '/shub report cis account=1111-2222-3333 days=7');
  const text = words(reports()[0]);
  expect(text).toContain('CIS 3.0.0 · account prod-payments · last 7 days');
  expect(text).toContain('1 of 2 controls pass');
  expect(text).not.toContain('EC2.19');
});

test.each([
  ['csv', 'S3.8,S3.8 should be as it ought to be,CRITICAL,Failed,2,1,0'],
  ['json', '"percent": 33'],
  ['html', '<h1>Security report</h1>'],
])('the %s of a report comes into its thread', async (format, content) => {
  await world.arrives(...estate());
  await asks(PEOPLE.viewer, '/shub report');
  const [report] = reports();
  await world.slack.as(PEOPLE.viewer).act({ channel: ALERTS, ts: report?.ts ?? '' }, { actionId: `report:${format}` });
  await world.settle();
  const [reply] = world.replies();
  expect(reply?.thread_ts).toBe(report?.ts);
  const file = world.slack.state.files.get(reply?.files?.[0] ?? '');
  expect(file?.name).toBe(`security-report-2026-03-02.${format}`);
  expect(file?.content.toString()).toContain(content);
});

test.each([
  ['/shub report account=12', 'An account is its 12 digits'],
  ['/shub report days=500', 'History is kept for 400 days'],
  ['/shub report day=7', 'Did you mean `/shub report days=…`'],
  ['/shub score days=7', 'does not know'],
])('%s is refused with what can be said', async (typed, expected) => {
  expect(JSON.stringify(await asks(PEOPLE.viewer, typed))).toContain(expected);
  expect(reports()).toEqual([]);
});

test('a report whose picture Slack does not take comes without it', async () => {
  await world.arrives(...estate());
  world.slack.faults.add({ operation: 'files.getUploadURLExternal', fault: { do: 'refuse' } });
  await asks(PEOPLE.viewer, '/shub report');
  expect(reports()).toHaveLength(1);
  expect(JSON.stringify(reports()[0]?.blocks)).not.toContain('slack_file');
  expect(world.counted('PicturesFailed')).toBe(1);
});

test('a report whose post was lost on its way back is not posted twice', async () => {
  await world.arrives(...estate());
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, times: 1 });
  await asks(PEOPLE.viewer, '/shub report');
  await world.minutes(5);
  expect(reports()).toHaveLength(1);
});

test('a report that Slack takes only the fifth time is still the message of the first', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', fault: { do: 'lose answer' }, times: 1 });
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'refuse' }, times: 3 });
  await asks(PEOPLE.viewer, '/shub report');
  await world.minutes(14);
  expect(world.slack.faults.rules).toEqual([]);
  expect(reports()).toHaveLength(1);
});

test('the score of each day is kept; the trend tells what moved it', async () => {
  await world.arrives(...estate());
  await asks(PEOPLE.viewer, '/shub trend');
  expect(world.told(PEOPLE.viewer).join()).toContain('History starts today');

  await world.arrives(check('EC2.19', 'PASSED', 'one', { UpdatedAt: '2026-03-02T10:00:00.000Z' }));
  await world.clock.advance(24 * 3600_000);
  await world.tick();
  await world.settle();
  await asks(PEOPLE.responder, '/shub trend days=7');
  const told = world.told(PEOPLE.responder).join();
  expect(told).toMatch(/`2026-03-03` \*66\.7 %\*.*mended EC2\.19/);
  expect(told).toMatch(/`2026-03-02` \*33\.3 %\*/);

  await asks(PEOPLE.viewer, '/shub report');
  expect(words(reports()[0])).toContain('▲ 33.3 points');
});

test('how long people took is told from what they pressed', async () => {
  await world.arrives(aGuardDutyAsff());
  await world.clock.advance(2 * 3600_000);
  await world.press(PEOPLE.responder, 'acknowledge');
  await asks(PEOPLE.viewer, '/shub report');
  expect(words(reports()[0])).toContain('Looked at after 2 hours on average, of 1 problem');
});

test('while Security Hub is away whoever asked is told, and the report comes once it is back', async () => {
  await world.arrives(...estate());
  world.hub.faults.add({ operation: 'GetInsights', fault: { do: 'answer', answer: { status: 500, body: {} } }, times: 3 });
  await asks(PEOPLE.viewer, '/shub report');
  expect(world.told(PEOPLE.viewer).join()).toContain('Not done yet');
  await world.minutes(5);
  expect(reports()).toHaveLength(1);
});
