import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { FSBP, withStandards } from '../support/standards.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aControlAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }), aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
});
afterEach(() => world.stop());

async function asks(who: string, text: string) {
  const answered = await world.slack.as(who).command(ALERTS, text);
  await world.settle();
  return answered;
}
const answer = (who: string) => {
  const message = world.slack.state.messages.get(ALERTS)?.findLast((m) => m.ephemeralFor === who && !m.deleted);
  if (!message) throw new Error('nothing was answered');
  return message;
};
const said = (who: string): string => textsIn(answer(who).blocks).join('\n');
async function presses(who: string, actionId: string) {
  const answered = await world.slack.as(who).act({ channel: ALERTS, ts: answer(who).ts }, { actionId });
  await world.settle();
  return answered;
}
const submits = async (who: string, name: string, filters: string, groupBy = 'SeverityLabel') => {
  const answered = await world.slack.as(who).submit({
    'insight-name': { text: { type: 'plain_text_input', value: name } },
    'insight-group-by': { choice: { type: 'static_select', selected_option: { value: groupBy } } },
    'insight-filters': { text: { type: 'plain_text_input', value: filters } },
  });
  await world.settle();
  return answered;
};
const ACTIVE = '{"RecordState":[{"Value":"ACTIVE","Comparison":"EQUALS"}]}';

test('an insight is previewed, made, shown with the findings behind it, and deleted by an administrator', async () => {
  await asks(PEOPLE.responder, '/shub insight create');
  await submits(PEOPLE.responder, 'What is open', ACTIVE);
  expect(said(PEOPLE.responder)).toContain('a preview: not made yet');
  expect(said(PEOPLE.responder)).toMatch(/▰+▱* \*1\* `CRITICAL`/);

  await presses(PEOPLE.responder, 'insight:make');
  expect(said(PEOPLE.responder)).toContain('Made "What is open".');
  await presses(PEOPLE.responder, 'insight:show');
  expect(said(PEOPLE.responder)).toContain('What is open');
  await presses(PEOPLE.responder, 'insight:findings');
  expect(said(PEOPLE.responder)).toContain('What is open: ');

  await asks(PEOPLE.responder, '/shub insight');
  await presses(PEOPLE.responder, 'insight:delete');
  await asks(PEOPLE.viewer, '/shub insight');
  expect(said(PEOPLE.viewer)).toContain('What is open');

  await asks(PEOPLE.admin, '/shub insight');
  await presses(PEOPLE.admin, 'insight:delete');
  expect(said(PEOPLE.admin)).toContain('Deleted "What is open".');
  expect(said(PEOPLE.admin)).toContain('Nobody has made one yet.');
});

test('a list of findings becomes an insight about the same', async () => {
  await asks(PEOPLE.responder, '/shub findings severity=critical account=111122223333');
  await presses(PEOPLE.responder, 'insight:of-list');
  const [modal] = world.slack.as(PEOPLE.responder).modals();
  expect(JSON.stringify(modal?.view)).toContain('CRITICAL');
  expect(JSON.stringify(modal?.view)).toContain('111122223333');
});

test('what the service does not take comes back in its words, and what is no JSON at its field', async () => {
  await asks(PEOPLE.responder, '/shub insight create');
  expect(JSON.stringify(await submits(PEOPLE.responder, 'Mine', 'not json'))).toContain('This is not JSON');
  await submits(PEOPLE.responder, 'Mine', '{"SeverityLabel":[{"Value":"HIGH","Comparison":"IS"}]}');
  expect(said(PEOPLE.responder)).toContain('Security Hub does not take this insight');
});

test('the insights that shub counts with are not among those of people', async () => {
  withStandards(world, { arn: FSBP, controls: ['EC2.19'] });
  await asks(PEOPLE.viewer, '/shub score');
  expect(world.hub.calls.filter(({ operation }) => operation === 'CreateInsight').length).toBeGreaterThan(3);
  await asks(PEOPLE.viewer, '/shub insight');
  expect(said(PEOPLE.viewer)).toContain('Nobody has made one yet.');
});
