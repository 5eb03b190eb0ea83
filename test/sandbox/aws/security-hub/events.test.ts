import { CreateActionTargetCommand, CreateInsightCommand } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, aFinding, aHub, OWN_PRODUCT, REGION, refOf } from './a-hub.ts';

const [door, gate] = [aFinding({ Id: 'door' }), aFinding({ Id: 'gate' })];
let hub: Awaited<ReturnType<typeof aHub>>;
beforeEach(async () => {
  hub = await aHub();
});
afterEach(() => hub.stop());

const envelope = {
  version: '0',
  id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  source: 'aws.securityhub',
  account: ACCOUNT,
  region: REGION,
  time: '2026-03-02T09:00:00Z',
};

test('each imported finding is an event of its own', () => {
  hub.emulator.imports(door, gate);

  expect(hub.events).toEqual(
    [door, gate].map((finding) => ({
      ...envelope,
      'detail-type': 'Security Hub Findings - Imported',
      resources: [`${OWN_PRODUCT}/${finding.Id}`],
      detail: { findings: [hub.stored(finding)] },
    })),
  );
  expect(new Set(hub.events.map(({ id }) => id)).size).toBe(2);
});

test('an event holds the finding as it was then, not as it became', () => {
  hub.emulator.imports(door);
  hub.emulator.consoleUpdates([refOf(door)], { status: 'RESOLVED', note: 'Shut', who: 'ana' });

  expect(hub.events.map(({ detail }) => detail['findings'])).toMatchObject([
    [{ Workflow: { Status: 'NEW' } }],
    [{ Workflow: { Status: 'RESOLVED' }, Note: { UpdatedBy: 'ana' } }],
  ]);
});

test('what becomes of an event does not touch the finding', () => {
  hub.emulator.imports(door);

  expect(hub.events[0]?.detail['findings']).toEqual([hub.stored(door)]);
  expect(hub.events[0]?.detail['findings']).not.toContain(hub.stored(door));
});

test('the region and account of an event are the hub’s, those of the finding its own', () => {
  const far = aFinding({ ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/guardduty', AwsAccountId: '444455556666' });
  hub.emulator.imports(far);

  expect(hub.events).toMatchObject([
    {
      account: ACCOUNT,
      region: REGION,
      detail: { findings: [{ AwsAccountId: '444455556666', Region: 'us-east-1', ProductName: 'GuardDuty' }] },
    },
  ]);
});

test('a custom action sends all the findings a person chose in one event', async () => {
  hub.emulator.imports(door, gate);
  hub.events.length = 0;
  const { ActionTargetArn } = await hub.client.send(
    new CreateActionTargetCommand({ Name: 'To Slack', Description: 'Tell the channel', Id: 'ToSlack' }),
  );

  hub.emulator.customAction('To Slack', [refOf(door), refOf(gate)]);

  expect(hub.events).toEqual([
    {
      ...envelope,
      'detail-type': 'Security Hub Findings - Custom Action',
      resources: [ActionTargetArn],
      detail: { actionName: 'To Slack', actionDescription: 'Tell the channel', findings: [hub.stored(door), hub.stored(gate)] },
    },
  ]);
});

test('a custom action on an insight sends its results, the largest first, and how many they are', async () => {
  hub.emulator.imports(door, gate, aFinding({ Id: 'roof', GeneratorId: 'roof-watch' }));
  hub.events.length = 0;
  const { InsightArn = '' } = await hub.client.send(
    new CreateInsightCommand({ Name: 'Open by watch', Filters: {}, GroupByAttribute: 'GeneratorId' }),
  );
  const { ActionTargetArn } = await hub.client.send(
    new CreateActionTargetCommand({ Name: 'To Slack', Description: 'Tell the channel', Id: 'ToSlack' }),
  );

  hub.emulator.customInsightAction('To Slack', InsightArn);

  expect(hub.events).toEqual([
    {
      ...envelope,
      'detail-type': 'Security Hub Insight Results',
      resources: [ActionTargetArn],
      detail: {
        actionName: 'To Slack',
        actionDescription: 'Tell the channel',
        insightArn: InsightArn,
        insightName: 'Open by watch',
        resultType: 'GeneratorId',
        'number of results': 2,
        insightResults: [{ 'door-watch': 2 }, { 'roof-watch': 1 }],
      },
    },
  ]);
});

test('an insight of more than 100 groups sends 100 of them', async () => {
  hub.emulator.imports(...Array.from({ length: 101 }, (_, i) => aFinding({ Id: `door-${i}`, GeneratorId: `watch-${i}` })));
  hub.events.length = 0;
  const { InsightArn = '' } = await hub.client.send(
    new CreateInsightCommand({ Name: 'All', Filters: {}, GroupByAttribute: 'GeneratorId' }),
  );
  await hub.client.send(new CreateActionTargetCommand({ Name: 'To Slack', Description: 'Tell the channel', Id: 'ToSlack' }));

  hub.emulator.customInsightAction('To Slack', InsightArn);

  expect(hub.events).toMatchObject([{ detail: { 'number of results': 100 } }]);
  expect(hub.events[0]?.detail['insightResults']).toHaveLength(100);
});

test('the console does not offer what is not there', async () => {
  hub.emulator.imports(door);
  expect(() => hub.emulator.customAction('To Slack', [refOf(door)])).toThrow('There is no custom action called To Slack');
  expect(() => hub.emulator.customInsightAction('To Slack', 'arn:aws:x')).toThrow('There is no custom action called To Slack');

  await hub.client.send(new CreateActionTargetCommand({ Name: 'To Slack', Description: 'Tell the channel', Id: 'ToSlack' }));
  expect(() => hub.emulator.customAction('To Slack', [refOf(gate)])).toThrow('There is no finding');
  expect(() => hub.emulator.customInsightAction('To Slack', 'arn:aws:x')).toThrow('There is no insight arn:aws:x');
  expect(() =>
    hub.emulator.customAction(
      'To Slack',
      Array.from({ length: 21 }, () => refOf(door)),
    ),
  ).toThrow('1 to 20 findings, not 21');
  expect(() => hub.emulator.consoleUpdates([refOf(gate)], { status: 'NEW', who: 'ana' })).toThrow('There is no finding');
});

test('a page that watches is told of every change until it leaves', () => {
  let changes = 0;
  const leave = hub.emulator.onChange(() => changes++);
  hub.emulator.imports(door, gate);
  leave();
  hub.emulator.imports(aFinding({ Id: 'later' }));

  expect(changes).toBe(2);
});
