import { afterEach, beforeEach, expect, test } from 'vitest';
import { violations } from '../slack/limits.ts';
import { anEvent } from '../support/security-hub-event.ts';
import { ALERTS, aWorld, FALLBACK, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const DETAIL = {
  actionName: 'Send to Slack',
  insightArn: 'arn:aws:securityhub:::insight/securityhub/default/27',
  insightName: '27. AWS accounts with the most failed checks',
  resultType: 'AwsAccountId',
  insightResults: [{ '444455556666': 3 }, { '111122223333': 12 }],
};

async function sends(detail: object, id = 'insight-1') {
  world.bus.publish({ ...anEvent([], { type: 'Security Hub Insight Results' }), id, detail: { ...detail } });
  await world.settle();
}

const said = (channel = ALERTS) => world.cards(channel).map(({ blocks }) => textsIn(blocks).join('\n'));

test('the results are listed in the channel with their counts, most first', async () => {
  await sends(DETAIL);
  const [text = ''] = said();
  expect(text).toContain('27. AWS accounts with the most failed checks');
  expect(text).toMatch(/▰{10} 12 `111122223333`\n▰+▱+ 3 `444455556666`/);
  expect(text).toContain('15 findings in 2 groups by AwsAccountId');
  expect(text).toContain('sent from the AWS console by “Send to Slack”');
  expect(text).toContain('#/insights/arn%3Aaws%3Asecurityhub%3A%3A%3Ainsight%2Fsecurityhub%2Fdefault%2F27|Open in Security Hub');
  expect(world.card().text).toBe('Insight: 27. AWS accounts with the most failed checks');
});

test('the same event twice is one message, and another of the same insight is another', async () => {
  await sends(DETAIL);
  await sends(DETAIL);
  await world.minutes(12);
  await sends(DETAIL);
  expect(world.cards()).toHaveLength(1);
  await sends(DETAIL, 'insight-2');
  expect(world.cards()).toHaveLength(2);
});

test('while the channel takes no messages, the results go to the fallback channel and say where they were meant for', async () => {
  const channel = world.slack.state.channels.get(ALERTS);
  if (!channel) throw new Error('no channel');
  channel.archived = true;
  await sends(DETAIL);
  await world.minutes(3);
  expect(said(FALLBACK).join('\n')).toContain('27. AWS accounts with the most failed checks');
  expect(said(FALLBACK).join('\n')).toContain(`meant for <#${ALERTS}>`);
});

test('a message whose answer was lost is found again and not sent twice', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: { do: 'lose answer' } });
  await sends(DETAIL);
  await world.minutes(3);
  expect(world.cards()).toHaveLength(1);
});

test('a hundred long groups fit into one message that Slack takes, and the rest is counted', async () => {
  const insightResults = Array.from({ length: 100 }, (_, i) => ({
    [`arn:aws:ec2:eu-west-1:111122223333:instance/i-${'0'.repeat(80)}${i}<!here>`]: i + 1,
  }));
  await sends({ ...DETAIL, insightResults });
  const { text, blocks, attachments } = world.card();
  expect(violations({ text, blocks, attachments })).toEqual([]);
  const rows = said().join().match(/▰/g)?.length ?? 0;
  expect(rows).toBeGreaterThan(60);
  expect(said().join()).toMatch(/… and \d+ more/);
  expect(said().join()).not.toContain('<!here>');
});

test('an insight that finds nothing says so', async () => {
  await sends({ ...DETAIL, insightResults: [] });
  expect(said().join()).toContain('No finding matches it now.');
});

test.each([
  ['no insight', { ...DETAIL, insightArn: 7 }, 'insightArn'],
  ['results that are none', { ...DETAIL, insightResults: 'many' }, 'insightResults'],
])('an event with %s is quarantined with its reason', async (_, detail, field) => {
  await sends(detail);
  expect(world.cards()).toEqual([]);
  expect((await world.services.quarantine.newest(5)).map(({ because }) => because).join()).toContain(field);
});

test('without a default channel they go where the first route leads, and without any route nowhere, which the log says', async () => {
  await world.stop();
  const routes = `\nroutes:\n  - { name: payments, when: { account: '111122223333' }, channel: ${FALLBACK} }\n`;
  world = await aWorld({ policy: POLICY.replace(/defaultChannel: .*/, '') + routes });
  await sends(DETAIL);
  expect(world.cards(FALLBACK)).toHaveLength(1);

  await world.stop();
  world = await aWorld({ policy: POLICY.replace(/defaultChannel: .*/, '') });
  await sends(DETAIL);
  expect(world.counted('UnroutedInsightResults')).toBe(1);
});

test('a person in the AWS console sends an insight, and the channel has it', async () => {
  const { CreateActionTargetCommand, CreateInsightCommand, SecurityHubClient } = await import('@aws-sdk/client-securityhub');
  const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  await client.send(new CreateActionTargetCommand({ Name: 'Send to Slack', Description: 'x', Id: 'SendToSlack' }));
  const filters = { RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' as const }] };
  const { InsightArn = '' } = await client.send(
    new CreateInsightCommand({ Name: 'Active', Filters: filters, GroupByAttribute: 'SeverityLabel' }),
  );
  client.destroy();
  world.hub.customInsightAction('Send to Slack', InsightArn);
  await world.settle();
  expect(said().join()).toContain('*Active*');
  expect(world.told(PEOPLE.admin)).toEqual([]);
});
