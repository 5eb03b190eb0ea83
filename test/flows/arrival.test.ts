import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConfigAsff, aHealthAsff, anAsff, anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff, aMacieAsff, anAccessAnalyzerAsff, anInspectorAsff } from '../fixtures/asff-detections.ts';
import { aGovAsff, anAsffOf32Resources, anAsffOf240KB } from '../fixtures/asff-extremes.ts';
import { violations } from '../slack/limits.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const verdicts = () => world.lines.filter(({ event }) => event === 'verdict').map(({ facts }) => `${facts.do}: ${facts.because}`);
const HIGH = { Severity: { Label: 'HIGH', Normalized: 70 } };
const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z` });

test.each([
  ['GuardDuty', aGuardDutyAsff()],
  ['Inspector', anInspectorAsff()],
  ['Macie', aMacieAsff()],
  ['Access Analyzer', anAccessAnalyzerAsff(HIGH)],
  ['a control', anOldControlAsff()],
  ['Health', aHealthAsff()],
  ['a custom product', anAsff()],
  ['GovCloud', aGovAsff()],
  ['32 resources', anAsffOf32Resources(HIGH)],
  ['240 KB', anAsffOf240KB(HIGH)],
  ['a severity nobody knows', anAsff({ Severity: { Label: 'PURPLE' } })],
])('a finding of %s becomes one card that Slack takes whole', async (_, finding) => {
  await world.arrives(finding);
  const { text, blocks, attachments } = world.card();
  expect(violations({ text, blocks, attachments: attachments.map(({ id: _givenBySlack, ...sent }) => sent) })).toEqual([]);
  expect(JSON.stringify(attachments)).toContain('finding:acknowledge');
  expect(world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage')).toHaveLength(1);
});

test('MEDIUM is a ticket and LOW a log line: no card, but both are in the list with that verdict', async () => {
  await world.arrives(aConfigAsff(), anAccessAnalyzerAsff());
  expect(world.cards()).toEqual([]);
  expect(verdicts().sort()).toEqual(['log: first seen', 'ticket: first seen']); // one batch, in no order

  await world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub findings');
  await world.settle();
  expect(world.told(PEOPLE.viewer).join()).toContain('buckets-are-tagged');
});

test('what was open before installation is one summary, and a card only when it gets worse', async () => {
  const before = { CreatedAt: '2026-01-10T00:00:00.000Z' };
  await world.arrives(aGuardDutyAsff({ ...before, ...at(1) }), anAsff(before));
  expect(world.cards()).toHaveLength(1);
  expect(JSON.stringify(world.cards()[0]?.blocks)).toContain('2 findings were open before shub came');

  await world.arrives(aGuardDutyAsff({ ...before, ...at(2), Severity: { Label: 'CRITICAL', Normalized: 90 } }));
  expect(world.cards()).toHaveLength(2);
  expect(world.cards()[1]?.text).toContain('CRITICAL');
});

test('the same event five times is one card, and an older state that comes late changes nothing', async () => {
  await world.arrives(aGuardDutyAsff(at(10)));
  const event = world.bus.events.findLast(({ event: { source } }) => source === 'aws.securityhub')?.event;
  if (!event) throw new Error('no event');
  for (let i = 0; i < 5; i++) world.bus.publish(event);
  world.bus.publish({ ...event, id: 'late', detail: { findings: [aGuardDutyAsff({ ...at(5), Title: 'As it was' })] } });
  await world.settle(120_000);

  expect(world.cards()).toHaveLength(1);
  expect(world.card().text).not.toContain('As it was');
  expect(verdicts()).toContain('nothing: older version');
});

test('a finding that comes back after it was resolved is a new message that leads to the old one', async () => {
  await world.arrives(anOldControlAsff(at(1)));
  await world.arrives(anOldControlAsff({ ...at(2), Compliance: { Status: 'PASSED' } }));
  await world.settle(60_000);
  expect(JSON.stringify(world.card().attachments)).not.toContain('finding:acknowledge');

  await world.arrives(anOldControlAsff(at(3)));
  expect(world.cards()).toHaveLength(2);
  const [old, anew] = world.cards();
  expect(JSON.stringify(anew)).toContain(`/archives/${ALERTS}/p${old?.ts.replace('.', '')}`);
  expect(JSON.stringify(anew?.attachments)).toContain('finding:acknowledge');
});

test('a message that cannot be understood is quarantined with its reason, and its neighbours go on', async () => {
  const queue = world.sqs.queues().find(({ name }) => name === 'shub-findings');
  const [good] = [aGuardDutyAsff()];
  const event = (detail: object, type = 'Security Hub Findings - Imported') =>
    JSON.stringify({
      version: '0',
      id: 'e',
      'detail-type': type,
      source: 'aws.securityhub',
      account: '111122223333',
      time: '2026-03-02T09:00:00Z',
      region: 'eu-west-1',
      resources: [],
      detail,
    });
  world.sqs.accept(queue?.arn ?? '', '{ not json');
  world.sqs.accept(queue?.arn ?? '', event({ findings: [{ ...good, Id: undefined }, good] }));
  world.sqs.accept(queue?.arn ?? '', event({ findings: [{ class_uid: 2004 }] }, 'Findings Imported V2'));
  await world.settle();

  expect(world.cards()).toHaveLength(1);
  const kept = await world.services.quarantine.newest(10);
  expect(kept.map(({ because }) => because).join('\n')).toMatch(/Id/);
  expect(kept).toHaveLength(2);
  expect(world.lines.filter(({ event }) => event === 'UnsupportedFindings')).toHaveLength(1);
});
