import {
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  DescribeStandardsCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  GetEnabledStandardsCommand,
  InvalidInputException,
} from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aHub, CIS_1_2, FSBP, REGION } from '../a-hub.ts';

const MINUTE = 60_000;
const NIST = `arn:aws:securityhub:${REGION}::standards/nist-800-53/v/5.0.0`;
const TOWER = `arn:aws:securityhub:${REGION}::standards/service-managed-aws-control-tower/v/1.0.0`;
const subscription = (standard: string) => `arn:aws:securityhub:${REGION}:${ACCOUNT}:subscription/${standard}`;
const FSBP_SUBSCRIPTION = subscription('aws-foundational-security-best-practices/v/1.0.0');

let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const enable = (...arns: string[]) =>
  hub.client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: arns.map((StandardsArn) => ({ StandardsArn })) }));
const disable = (...StandardsSubscriptionArns: string[]) =>
  hub.client.send(new BatchDisableStandardsCommand({ StandardsSubscriptionArns }));
const enabled = async (...arns: string[]) =>
  (await hub.client.send(new GetEnabledStandardsCommand(arns.length > 0 ? { StandardsSubscriptionArns: arns } : {})))
    .StandardsSubscriptions;

test('a region’s standards are listed page by page, the oldest of CIS under an ARN without region', async () => {
  const first = await hub.client.send(new DescribeStandardsCommand({ MaxResults: 3 }));
  const rest = await hub.client.send(new DescribeStandardsCommand({ NextToken: first.NextToken }));
  const all = [...(first.Standards ?? []), ...(rest.Standards ?? [])];

  expect(first.Standards).toHaveLength(3);
  expect(rest.NextToken).toBeUndefined();
  expect(all).toHaveLength(11);
  expect(all.filter(({ EnabledByDefault }) => EnabledByDefault).map(({ StandardsArn }) => StandardsArn)).toEqual([FSBP, CIS_1_2]);
  expect(all).toContainEqual(
    expect.objectContaining({ StandardsArn: NIST, Name: 'NIST Special Publication 800-53 Revision 5', Provider: 'AWS' }),
  );
  expect(all.find(({ StandardsArn }) => StandardsArn === TOWER)?.StandardsManagedBy).toEqual({ Company: 'AWS', Product: 'Control Tower' });
  await expect(hub.client.send(new DescribeStandardsCommand({ MaxResults: 101 }))).rejects.toBeInstanceOf(InvalidInputException);
});

test('a standard is pending until it is set up, and its controls cannot be changed before', async () => {
  expect((await enable(FSBP)).StandardsSubscriptions).toEqual([
    {
      StandardsSubscriptionArn: FSBP_SUBSCRIPTION,
      StandardsArn: FSBP,
      StandardsInput: {},
      StandardsStatus: 'PENDING',
      StandardsControlsUpdatable: 'NOT_READY_FOR_UPDATES',
      Provider: 'AWS',
    },
  ]);
  await hub.clock.advance(2 * MINUTE - 1);
  expect(await enabled()).toMatchObject([{ StandardsStatus: 'PENDING' }]);
  await hub.clock.advance(1);
  expect(await enabled()).toMatchObject([{ StandardsStatus: 'READY', StandardsControlsUpdatable: 'READY_FOR_UPDATES' }]);
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'READY' });
});

test('enabling what is enabled changes nothing', async () => {
  await enable(FSBP);
  await hub.clock.advance(2 * MINUTE);
  expect((await enable(FSBP)).StandardsSubscriptions).toMatchObject([{ StandardsStatus: 'READY' }]);
});

test.each([
  ['FAILED', 'NOT_READY_FOR_UPDATES', 'INTERNAL_ERROR'],
  ['INCOMPLETE', 'READY_FOR_UPDATES', 'NO_AVAILABLE_CONFIGURATION_RECORDER'],
] as const)('where AWS Config is not ready a standard ends %s and says why', async (status, updatable, reason) => {
  hub.emulator.standards.takes.ms = 5000;
  hub.emulator.standards.endsAs(NIST, { status, reason });
  await enable(NIST, FSBP);
  await hub.clock.advance(5000);

  expect(await enabled()).toMatchObject([
    { StandardsStatus: status, StandardsControlsUpdatable: updatable, StandardsStatusReason: { StatusReasonCode: reason } },
    { StandardsStatus: 'READY' },
  ]);
  expect((await enabled(FSBP_SUBSCRIPTION))?.[0]).not.toHaveProperty('StandardsStatusReason');
});

test('a standard that is going away no longer says why it was incomplete', async () => {
  hub.emulator.standards.endsAs(FSBP, { status: 'INCOMPLETE', reason: 'NO_AVAILABLE_CONFIGURATION_RECORDER' });
  await enable(FSBP);
  await hub.clock.advance(2 * MINUTE);
  const [leaving] = (await disable(FSBP_SUBSCRIPTION)).StandardsSubscriptions ?? [];
  expect(leaving).toMatchObject({ StandardsStatus: 'DELETING', StandardsControlsUpdatable: 'NOT_READY_FOR_UPDATES' });
  expect(leaving).not.toHaveProperty('StandardsStatusReason');
});

test('a standard that failed can be tried again', async () => {
  hub.emulator.standards.endsAs(NIST, { status: 'FAILED', reason: 'INTERNAL_ERROR' });
  await enable(NIST);
  await hub.clock.advance(2 * MINUTE);
  hub.emulator.standards.endsAs(NIST, { status: 'READY' });
  await enable(NIST);
  expect(await enabled()).toMatchObject([{ StandardsStatus: 'PENDING' }]);
  await hub.clock.advance(2 * MINUTE);
  expect(await enabled()).toMatchObject([{ StandardsStatus: 'READY' }]);
});

test('a standard that is disabled goes away in its time, whatever stage it had reached', async () => {
  await enable(FSBP, NIST);
  await hub.clock.advance(MINUTE);
  expect((await disable(FSBP_SUBSCRIPTION)).StandardsSubscriptions).toMatchObject([{ StandardsStatus: 'DELETING' }]);
  await hub.clock.advance(MINUTE);
  expect(await enabled()).toMatchObject([{ StandardsStatus: 'DELETING' }, { StandardsStatus: 'READY' }]);
  await hub.clock.advance(MINUTE);
  expect(await enabled()).toMatchObject([{ StandardsArn: NIST }]);
  await expect(disable(FSBP_SUBSCRIPTION)).rejects.toBeInstanceOf(InvalidInputException);
});

test('one asks for some of the enabled standards, or for all of them page by page', async () => {
  await enable(FSBP, NIST, CIS_1_2);
  const cis = subscription('cis-aws-foundations-benchmark/v/1.2.0');
  expect(await enabled(cis, subscription('pci-dss/v/4.0.1'))).toMatchObject([{ StandardsSubscriptionArn: cis, StandardsArn: CIS_1_2 }]);

  const first = await hub.client.send(new GetEnabledStandardsCommand({ MaxResults: 2 }));
  const rest = await hub.client.send(new GetEnabledStandardsCommand({ NextToken: first.NextToken }));
  expect(first.StandardsSubscriptions).toMatchObject([{ StandardsArn: FSBP }, { StandardsArn: NIST }]);
  expect(rest.StandardsSubscriptions).toMatchObject([{ StandardsArn: CIS_1_2 }]);
});

test.each([
  ['another region’s standard', () => enable('arn:aws:securityhub:us-east-1::standards/nist-800-53/v/5.0.0')],
  ['the oldest of CIS as if it had a region', () => enable(CIS_1_2.replace(':::ruleset', `:${REGION}::standards`))],
  ['Control Tower’s own standard', () => enable(TOWER)],
  ['no standard', () => enable()],
  ['26 standards', () => enable(...Array.from({ length: 26 }, () => FSBP))],
  ['one good standard and one that is none', () => enable(FSBP, 'security')],
])('enabling %s is refused as a whole', async (_, ask) => {
  await expect(ask()).rejects.toBeInstanceOf(InvalidInputException);
  expect(hub.emulator.standards.enabled()).toEqual({});
});

test.each([
  ['a standard nobody enabled', () => disable(subscription('pci-dss/v/4.0.1'))],
  ['a standard instead of its subscription', () => disable(FSBP)],
  ['no standard', () => disable()],
  ['26 standards', () => disable(...Array.from({ length: 26 }, () => FSBP_SUBSCRIPTION))],
])('disabling %s is refused', async (_, ask) => {
  await enable(FSBP);
  await expect(ask()).rejects.toBeInstanceOf(InvalidInputException);
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'PENDING' });
});

test('asking after what is no ARN is refused', async () => {
  await expect(enabled('nist')).rejects.toBeInstanceOf(InvalidInputException);
});

test('a hub that is switched on brings its default standards along, unless it is told not to', async () => {
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  expect(hub.emulator.standards.enabled()).toEqual({});

  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand());
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'PENDING', [CIS_1_2]: 'PENDING' });
  await hub.clock.advance(2 * MINUTE);
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'READY', [CIS_1_2]: 'READY' });
});

test('switching the hub off takes its standards down at once, those on their way too', async () => {
  await enable(FSBP);
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  await hub.clock.advance(10 * MINUTE);
  expect(await enabled()).toEqual([]);
});

test('what was on its way before the hub was switched off does not touch what is enabled after', async () => {
  await enable(FSBP);
  await disable(FSBP_SUBSCRIPTION);
  await hub.clock.advance(MINUTE);
  await hub.client.send(new DisableSecurityHubCommand());
  await hub.client.send(new EnableSecurityHubCommand({ EnableDefaultStandards: false }));
  await enable(FSBP);
  await hub.clock.advance(MINUTE);
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'PENDING' });
  await hub.clock.advance(MINUTE);
  expect(hub.emulator.standards.enabled()).toEqual({ [FSBP]: 'READY' });
});

test('a hub can start with standards that are ready', async () => {
  const ready = await aHub({ standards: [CIS_1_2] });
  try {
    expect(ready.emulator.standards.enabled()).toEqual({ [CIS_1_2]: 'READY' });
  } finally {
    await ready.stop();
  }
  await expect(aHub({ standards: ['cis'] })).rejects.toThrow(`Security Hub has no standard cis in ${REGION}`);
});
