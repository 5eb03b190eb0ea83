import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anOldControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
});
afterEach(() => world.stop());

const drawn = () => textsIn([world.card().blocks, world.card().attachments]).join('\n');

const suppressWith = (text: string) => ({
  reason: { class: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'accepted risk' } } },
  note: { text: { type: 'plain_text_input', value: text } },
});

test('Acknowledge sets NOTIFIED with a note that names the person, and the card and one thread line say who', async () => {
  await world.press(PEOPLE.responder, 'acknowledge');

  const [finding] = world.hub.findings.values();
  expect(finding).toMatchObject({ Workflow: { Status: 'NOTIFIED' }, Note: { UpdatedBy: 'shub' } });
  expect(JSON.stringify(finding?.Note)).toContain('Acknowledged by ana (U0ANA) in Slack');
  expect(drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(JSON.stringify(world.card().attachments)).not.toContain('finding:acknowledge');
  expect(world.replies()).toHaveLength(1);
  expect(world.told(PEOPLE.responder)).toEqual([]);
});

test('Resolve asks for a note first, refuses an empty one in the form, and then sets RESOLVED', async () => {
  const ana = world.slack.as(PEOPLE.responder);
  await world.press(PEOPLE.responder, 'resolve');
  expect(ana.modals()).toHaveLength(1);

  await ana.submit({ note: { text: { type: 'plain_text_input', value: 'x' } } });
  expect(Object.values(ana.modals()[0]?.errors ?? {}).join()).toContain('at least 3 characters');
  expect(world.statuses()).toEqual(['NEW']);

  await ana.submit({ note: { text: { type: 'plain_text_input', value: 'Instance stopped, change 4711' } } });
  await world.settle();
  expect(ana.modals()).toEqual([]);
  expect(world.statuses()).toEqual(['RESOLVED']);
  expect(drawn()).toContain('Instance stopped, change 4711');
});

test('Suppress takes a reason class and a text, and Re-open brings the finding back', async () => {
  const ana = world.slack.as(PEOPLE.responder);
  await world.press(PEOPLE.responder, 'suppress');
  await ana.submit(suppressWith('Honeypot of the research team'));
  await world.settle();
  expect(world.statuses()).toEqual(['SUPPRESSED']);
  expect(drawn()).toContain('accepted risk');
  expect(drawn()).toContain('Honeypot of the research team');

  await world.press(PEOPLE.other, 'reopen');
  expect(world.statuses()).toEqual(['NEW']);
  expect(drawn()).toContain('*Re-opened* by <@U0BRUNO>');
  expect(world.cards()).toHaveLength(1);
  expect(world.replies()).toHaveLength(2);
});

test('one problem under two standards is one card, and a press reaches both findings under their own ProductArn', async () => {
  const cis = anOldControlAsff({
    Id: 'arn:aws:securityhub:eu-west-1:111122223333:subscription/cis/v/1.2.0/4.1/finding/2b3c',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
    Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.19' },
  });
  const fsbp = anOldControlAsff({ Compliance: { Status: 'FAILED', SecurityControlId: 'EC2.19' } });
  await world.arrives(cis, fsbp);
  const [, control, ...others] = world.cards();
  expect(others).toEqual([]);

  await world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts: control?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.statuses()).toEqual(['NEW', 'NOTIFIED', 'NOTIFIED']);
});

test('the echo of our own update changes nothing on the card and says nothing in the thread', async () => {
  await world.press(PEOPLE.responder, 'acknowledge');
  const edits = world.slack.calls.filter(({ operation }) => operation === 'chat.update').length;
  await world.settle(120_000);

  expect(world.slack.calls.filter(({ operation }) => operation === 'chat.update')).toHaveLength(edits);
  expect(world.replies()).toHaveLength(1);
  expect(world.lines.filter(({ event }) => event === 'verdict').map(({ facts }) => facts.because)).toContain('echo of our own update');
});

test('the same press delivered three times takes effect once', async () => {
  await world.press(PEOPLE.responder, 'acknowledge');
  const request = world.slack.lastRequest();
  if (!request) throw new Error('nothing was sent');
  await world.slack.deliver(request.body, request.headers);
  await world.slack.deliver(request.body, request.headers);
  await world.settle();

  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect(world.replies()).toHaveLength(1);
});

test('a double click is one press', async () => {
  const { ts } = world.card();
  const press = () => world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await Promise.all([press(), press()]);
  await world.settle();

  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect(world.replies()).toHaveLength(1);
});

test.each([
  [PEOPLE.responder, PEOPLE.other],
  [PEOPLE.other, PEOPLE.responder],
])('of two people who acknowledge at once %s wins when the turn of %s is written later, who is told so', async (winner, loser) => {
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ({ body }) => body.includes('"acting"') && body.includes(`"who":{"S":"${loser}"}`),
    fault: { do: 'slow', ms: 1_000 },
  });
  const { ts } = world.card();
  const press = (who: string) => world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });
  await Promise.all([press(loser), press(winner)]);
  await vi.waitUntil(() => world.statuses()[0] === 'NOTIFIED', { timeout: 30_000 });
  await world.clock.advance(1_000);
  world.dynamodb.faults.clear();
  await world.settle();

  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect(world.drawn()).toContain(`*Acknowledged* by <@${winner}>`);
  expect(world.told(winner)).toEqual([]);
  expect(world.told(loser)).toHaveLength(1);
  expect(world.told(loser)[0]).toMatch(new RegExp(`<@${winner}> has (just )?acknowledged this`));
  expect(world.told(loser)[0]).toContain('Your press changed nothing');
  expect((await world.onRecord()).map(({ who, phase }) => `${who} ${phase}`)).toEqual([`${winner} started`, `${winner} done`]);
});

test('what was resolved in the AWS console just now is not acknowledged over it: the person is told and the card catches up', async () => {
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  world.hub.updateDelay.ms = 0;
  world.bus.rule({ name: 'shub-findings', pattern: { source: ['nobody'] }, targets: [] });
  world.hub.consoleUpdates(refs, { status: 'RESOLVED', who: 'console/dan' });

  await world.press(PEOPLE.responder, 'acknowledge');
  expect(world.statuses()).toEqual(['RESOLVED']);
  expect(world.told(PEOPLE.responder).join()).toContain('it was NEW, now it is RESOLVED');
  await world.settle(60_000);
  expect(JSON.stringify(world.card().attachments)).toContain('finding:reopen');
});

test('a change in the AWS console edits the card and says that it came from outside', async () => {
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  world.hub.consoleUpdates(refs, { status: 'NOTIFIED', note: 'Looking at it', who: 'console/dan' });
  await world.settle(60_000);

  expect(drawn()).toMatch(/outside|console/i);
  expect(drawn()).toContain('console/dan');
  expect(JSON.stringify(world.card().attachments)).not.toContain('finding:acknowledge');
});
