import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppresses, suppressForm, threads } from '../support/suppressing.ts';
import { days } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const { responder: ANA, other: BRUNO } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

/** The newest of the channel's cards. */
const newest = () => textsIn(world.cards().at(-1)).join('\n');
const warnings = () => threads(world).filter((line) => line.includes('This suppression ends'));

test('a suppression lasts as long as its form says, and the card, the note and the row say until when and why', async () => {
  await suppresses(world, ANA, 'Honeypot of the research team', '2026-03-12');
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  expect(world.drawn()).toMatch(/\*Suppressed\* until <!date\^\d+\^\{date_short_pretty\}\|2026-03-12>/);
  const [finding] = world.hub.findings.values();
  expect(JSON.stringify(finding?.Note)).toContain('Suppressed until 2026-03-12 by ana (U0ANA) in Slack');
  const [excepted] = await world.services.cards.exceptions(10);
  expect(excepted?.until).toBe('2026-03-12T12:00:00.000Z');
  expect((await world.services.cards.get(excepted?.card ?? ''))?.exception).toMatchObject({
    reasonClass: 'accepted risk',
    text: 'Honeypot of the research team',
    by: ANA,
  });
});

test('without a day it lasts as long as the policy proposes', async () => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nsuppress: { defaultDays: 10 }\n` });
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'Honeypot');
  expect(await world.services.cards.exceptions(10)).toMatchObject([{ until: '2026-03-12T12:00:00.000Z' }]);
});

test.each([
  ['today', '2026-03-02', 'Please choose a day after today.'],
  ['longer than the policy allows', '2027-03-03', 'The policy allows 2027-03-02 at the latest.'],
])('a suppression until %s is refused at its field', async (_, day, words) => {
  await world.press(ANA, 'suppress');
  const ana = world.slack.as(ANA);
  await ana.submit(suppressForm('Honeypot', day));
  expect(ana.modals()[0]?.errors).toEqual({ until: words });
  expect(world.statuses()).toEqual(['NEW']);
});

test('people are warned a week and a day before the end, once each, and then the finding is NEW and a card again', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-12');
  await days(world, 2);
  expect(warnings()).toEqual([]);
  await days(world, 1.2);
  await world.minutes(5);
  expect(warnings()).toEqual([expect.stringContaining('This suppression ends in 7 days')]);

  await days(world, 6);
  await world.minutes(5);
  expect(warnings()).toHaveLength(2);
  expect(warnings()[1]).toContain('This suppression ends tomorrow');
  expect(world.statuses()).toEqual(['SUPPRESSED']);

  await days(world, 1);
  await world.minutes(3);
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.cards()).toHaveLength(2);
  expect(newest()).toContain('it was suppressed because accepted risk: Honeypot, by <@U0ANA>');
  expect(JSON.stringify(world.cards().at(-1)?.attachments)).toContain('finding:acknowledge');
  expect(await world.services.cards.exceptions(10)).toEqual([]);
  expect(warnings()).toHaveLength(2);
});

test('the end of a suppression is on record, on the bus, and in the finding itself, and happens once', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-04');
  await days(world, 3);
  await world.minutes(10);
  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(2);
  expect(world.cards()).toHaveLength(2);
  const [finding] = world.hub.findings.values();
  expect(JSON.stringify(finding?.Note)).toContain('Re-opened by shub: the suppression until 2026-03-04 has ended');
  const reopened = world.bus.events.filter(({ event }) => event['detail-type'] === 'Finding Reopened');
  expect(reopened).toHaveLength(1);
  expect(reopened[0]?.event.detail).toMatchObject({ by: 'shub', from: 'shub' });
  const [row] = await world.services.findings.many([await keyOfFinding()]);
  const chain = await world.services.audit.chain(row?.finding.key ?? '');
  expect(chain.map(({ who, action, phase }) => `${who} ${action} ${phase}`).slice(-2)).toEqual(['shub reopen started', 'shub reopen done']);
});

async function keyOfFinding(): Promise<string> {
  const rows = await world.dynamodb.scan(world.config.tables.table);
  return String(rows.find(({ pk }) => String(pk).startsWith('FINDING#'))?.['pk']).slice('FINDING#'.length);
}

test('a re-open ends the exception: nobody is warned, and nothing comes back by itself', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-12');
  await world.press(BRUNO, 'reopen');
  expect(world.drawn()).not.toContain('*Suppressed* until');
  await days(world, 20);
  await world.minutes(3);
  expect(warnings()).toEqual([]);
  expect(world.cards()).toHaveLength(1);
});

test('what somebody re-opens in the AWS console is no exception any more', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-12');
  const { Id, ProductArn } = aGuardDutyAsff();
  world.hub.consoleUpdates([{ Id: String(Id), ProductArn: String(ProductArn) }], { status: 'NEW', who: 'console/dan' });
  await world.settle();
  expect(await world.services.cards.exceptions(10)).toEqual([]);
});

test('while Security Hub is away the suppression ends later, and still once', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-04');
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 4, fault: { do: 'answer', answer: { status: 503, body: '' } } });
  await days(world, 3);
  await world.minutes(12);
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.cards(ALERTS)).toHaveLength(2);
});

test('a finding that Security Hub has lost by then ends quietly', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-04');
  world.hub.faults.add({ operation: 'GetFindings', times: 20, fault: { do: 'answer', answer: { status: 200, body: '{"Findings":[]}' } } });
  await days(world, 3);
  await world.minutes(3);
  expect(await world.services.cards.exceptions(10)).toEqual([]);
  expect(world.cards()).toHaveLength(1);
});

test('when Security Hub refuses to end a suppression, that is said under the card once, and it is tried again every hour', async () => {
  await suppresses(world, ANA, 'Honeypot', '2026-03-12');
  const [finding] = world.hub.findings.values();
  world.hub.refuse({ Id: String(finding?.Id), ProductArn: String(finding?.ProductArn) }, 'InvalidInput', { times: 100 });
  await days(world, 10.2);
  await world.minutes(125);
  expect(threads(world).filter((line) => line.includes('could not be done'))).toEqual([expect.stringContaining('Security Hub refused')]);
  expect(world.counted('PromisesNotKept')).toBeGreaterThan(1);
});
