import { afterEach, beforeEach, expect, test } from 'vitest';
import { aConfigAsff, aHealthAsff, anAsff, anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff, aMacieAsff, anAccessAnalyzerAsff, anInspectorAsff } from '../fixtures/asff-detections.ts';
import { aChinaAsff, aGovAsff } from '../fixtures/asff-extremes.ts';
import { aCustomAction, anEvent } from '../support/security-hub-event.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${String(minute).padStart(2, '0')}:00.000Z` });
const severity = (Label: string, Normalized: number) => ({ Severity: { Label, Normalized } });
const CRITICAL = severity('CRITICAL', 90);

test('when the severity of a finding with a card rises, its card says so, and no second one comes', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await world.arrives(aGuardDutyAsff({ ...at(2), ...CRITICAL }));
  await world.minutes(2);
  expect(world.verdicts().at(-1)).toBe('edit: severity rose');
  expect(world.card().text).toContain('CRITICAL');
});

test.each([
  ['archived', { RecordState: 'ARCHIVED' }, 'archived before anyone was told'],
  ['resolved', { Workflow: { Status: 'RESOLVED' } }, 'closed before anyone was told'],
  ['suppressed', { Workflow: { Status: 'SUPPRESSED' } }, 'closed before anyone was told'],
  ['passed', { Compliance: { Status: 'PASSED' } }, 'check passed'],
])('a finding that is %s when it first arrives disturbs nobody', async (_, state, because) => {
  await world.arrives(anOldControlAsff(state));
  expect(world.cards()).toEqual([]);
  expect(world.verdicts()).toEqual([`nothing: ${because}`]);
});

test('the summary of what was there before installation is edited as more is found, never repeated', async () => {
  const before = { CreatedAt: '2026-01-10T00:00:00.000Z' };
  for (const n of [1, 2, 3]) {
    await world.arrives(anAsff({ ...before, Id: `old-${n}` }));
    await world.minutes(2);
  }
  expect(world.cards()).toHaveLength(1);
  expect(world.drawn()).toContain('3 findings were open before shub came');
});

test('a finding known before installation that is re-opened gets a card', async () => {
  const before = { CreatedAt: '2026-01-10T00:00:00.000Z' };
  await world.arrives(anOldControlAsff({ ...before, ...at(1), Compliance: { Status: 'PASSED' } }));
  await world.arrives(anOldControlAsff({ ...before, ...at(2) }));
  expect(world.card().text).toContain('CRITICAL');
  expect(world.verdicts().at(-1)).toBe('alert: re-opened');
});

test('a finding resolved by a press that comes back is a new message, whose buttons work and whose first one points nowhere else', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  await world.press(PEOPLE.responder, 'resolve');
  await world.slack.as(PEOPLE.responder).submit({ note: { text: { type: 'plain_text_input', value: 'Instance stopped' } } });
  await world.minutes(1);
  const [first] = world.cards();

  world.hub.imports(aGuardDutyAsff({ ...at(9), Description: 'Again' }));
  const [ref] = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  if (ref) world.hub.consoleUpdates([ref], { status: 'NEW', who: 'console/dan' });
  await world.minutes(2);
  expect(world.cards()).toHaveLength(2);
  expect(JSON.stringify(world.cards()[1])).toContain(String(first?.ts).replace('.', ''));
});

test('several findings of one custom action each become a card, whatever their severity', async () => {
  world.bus.publish(aCustomAction([anAccessAnalyzerAsff(), aConfigAsff(), aGuardDutyAsff()]));
  await world.settle();
  expect(world.cards()).toHaveLength(3);
  expect(world.verdicts()).toEqual(Array(3).fill('alert: sent by hand'));
});

test('a finding sent by hand that has an open card already comes again as a message that people see', async () => {
  await world.arrives(aGuardDutyAsff(at(1)));
  world.bus.publish(aCustomAction([aGuardDutyAsff(at(1))]));
  await world.settle();
  expect(world.cards()).toHaveLength(2);
});

test('a low finding sent by hand within the second in which it came has its card, and a repeated event brings no second one', async () => {
  await world.arrives(anAsff({ Severity: { Label: 'LOW', Normalized: 1 } }));
  expect(world.cards()).toEqual([]);
  const event = aCustomAction([...world.hub.findings.values()], new Date(world.clock.now()).toISOString());
  world.bus.publish(event);
  await world.settle();
  world.bus.publish(event);
  await world.settle();

  expect(world.cards()).toHaveLength(1);
  expect(world.verdicts().slice(1)).toEqual(['alert: sent by hand', 'alert: sent by hand']);
});

test('one poisoned finding among ten is quarantined with its id, and the nine others have their cards', async () => {
  const good = Array.from({ length: 9 }, (_, i) => anAsff({ Id: `check-${i}` }));
  const bad = { ...anAsff({ Id: 'poison' }), AwsAccountId: undefined, Resources: 'none', UpdatedAt: 'yesterday' };
  const queue = world.sqs.queues().find(({ name }) => name === 'shub-findings');
  for (const finding of [...good.slice(0, 5), bad, ...good.slice(5)])
    world.sqs.accept(queue?.arn ?? '', JSON.stringify(anEvent([finding])));
  await world.minutes(1);

  expect(world.cards()).toHaveLength(9);
  expect((await world.services.quarantine.newest(10)).map(({ id }) => id)).toEqual(['poison']);
  expect(world.counted('QuarantinedFindings')).toBe(1);
  expect(world.sqs.peek('shub-findings')).toEqual([]);
});

test.each([
  ['GovCloud', aGovAsff(), 'us-gov-west-1.console.amazonaws-us-gov.com'],
  ['China', aChinaAsff(), 'cn-north-1.console.amazonaws.cn'],
])('the card of a finding of %s leads to the console of its own partition', async (_, finding, host) => {
  await world.arrives(finding);
  expect(world.drawn()).toContain(`https://${host}/securityhub/home`);
  expect(world.drawn()).not.toContain('console.aws.amazon.com/securityhub');
});

test.each([
  ['GuardDuty', aGuardDutyAsff(), 'Bitcoin-related activity', 'i-0abc1234'],
  ['Inspector', anInspectorAsff(), 'CVE-2026-1234', 'shop/api'],
  ['Macie', aMacieAsff(), 'financial information', 'shop-exports'],
  ['Access Analyzer', anAccessAnalyzerAsff(severity('HIGH', 70)), 'cross-account access', 'shop-exports'],
  ['a control', anOldControlAsff(), 'unrestricted access to ports with high risk', 'sg-0def5678'],
  ['Config', aConfigAsff(severity('HIGH', 70)), 'buckets-are-tagged', 'shop-exports'],
  ['Health', aHealthAsff(), 'AWS_RISK_CREDENTIALS_EXPOSED', '111122223333'],
])('the card of %s says what, where and in which account', async (_, finding, title, resource) => {
  await world.arrives(finding);
  for (const words of [title, resource, 'prod-payments']) expect(world.drawn()).toContain(words);
  expect(world.card().text.length).toBeLessThanOrEqual(120);
});
