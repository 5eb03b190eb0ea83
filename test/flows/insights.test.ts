import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { insightsIn } from '../support/insights.ts';
import { FSBP, withStandards } from '../support/standards.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
const at = (who: string) => insightsIn(() => world, who);
const ana = at(PEOPLE.responder);
const vera = at(PEOPLE.viewer);
const dan = at(PEOPLE.admin);
beforeEach(async () => {
  world = await aWorld();
  await world.arrives(aControlAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }), aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
});
afterEach(() => world.stop());

const called = (operation: string): number => world.hub.calls.filter((call) => call.operation === operation).length;

async function makes(name: string): Promise<void> {
  await ana.asks('/shub insight create');
  await ana.submits({ name });
  await ana.submits();
}

test('an insight is tried out, made, and shown with the findings behind each bar', async () => {
  await ana.asks('/shub insight create');
  await ana.submits({ name: 'What is critical', severity: ['CRITICAL', 'HIGH'], account: '111122223333' });
  expect(ana.formSaid()).toContain('A preview: nothing is made or changed yet.');
  expect(ana.formSaid()).toMatch(/▰+▱* \*1\* `CRITICAL`/);
  await vera.asks('/shub insight');
  expect(vera.said()).toContain('Nobody has made one yet.');

  await ana.submits();
  expect(ana.formSaid()).toContain('Made "What is critical".');
  await ana.asks('/shub insight');
  expect(ana.said()).toContain('*What is critical* · by `SeverityLabel`');
  await ana.presses('insight:show');
  await ana.presses('insight:findings', { beside: 'CRITICAL' });
  expect(ana.said()).toContain('What is critical: CRITICAL');
  expect(ana.said()).toContain('1 of 1 shown');
});

test('one is changed in the same form, which opens as it is now', async () => {
  await makes('What is open');
  await ana.asks('/shub insight edit what is');
  const filled = JSON.stringify(ana.form()?.view);
  expect(filled).toContain('"initial_value":"What is open"');
  expect(filled).toContain('"initial_options":[{"text":{"type":"plain_text","text":"NEW"');

  await ana.submits({ name: 'What is open, by account', groupBy: 'AwsAccountId' });
  expect(ana.formSaid()).toContain('`111122223333`');
  await ana.submits();
  expect(ana.formSaid()).toContain('Changed "What is open, by account".');
  await vera.asks('/shub insight list');
  expect(vera.said()).toContain('*What is open, by account* · by `AwsAccountId`');
  expect(vera.said()).not.toContain('*What is open* ');
});

test('from a preview one goes back to the form, with all that was typed', async () => {
  await ana.asks('/shub insight create');
  await ana.submits({ name: 'Mine', json: '{"Title":[{"Value":"S3","Comparison":"PREFIX"}]}' });
  const view = ana.form()?.id ?? '';
  await world.slack.as(PEOPLE.responder).act({ view }, { actionId: 'insight:back' });
  expect(JSON.stringify(ana.form()?.view)).toContain('"initial_value":"Mine"');
  expect(JSON.stringify(ana.form()?.view)).toContain('PREFIX');
});

test('an administrator deletes one by its button or by its name; nobody else can, nor is offered it', async () => {
  await makes('First');
  await makes('Second');
  await ana.asks('/shub insight');
  expect(ana.answered()).not.toContain('insight:delete');
  const refused = await ana.asks('/shub insight delete first');
  expect(JSON.stringify(refused)).toContain('This needs the role admin');

  await dan.asks('/shub insight');
  await dan.presses('insight:delete', { beside: 'Delete First' });
  expect(dan.said()).toContain('Deleted "First".');
  expect(dan.said()).toContain('*Second*');
  await dan.asks('/shub insight delete sec');
  expect(dan.said()).toContain('Delete *Second*');
  await dan.presses('insight:delete');
  expect(dan.said()).toContain('Nobody has made one yet.');
});

test('a viewer sees them all and is offered no change; a command for one is refused before a form opens', async () => {
  await makes('What is open');
  await vera.asks('/shub insight');
  for (const id of ['insight:create', 'insight:edit', 'insight:delete']) expect(vera.answered()).not.toContain(id);
  for (const text of ['create', 'edit what is open', 'delete what is open'])
    expect(JSON.stringify(await vera.asks(`/shub insight ${text}`))).toContain('Nothing was done. This needs the role');
  expect(vera.form()).toBeUndefined();
});

test('a role that was taken away meanwhile makes nothing, and the form says so', async () => {
  await ana.asks('/shub insight create');
  world.slack.state.groups.get('S0RESPONDERS')?.users.splice(0);
  await world.minutes(3);
  await ana.submits({ name: 'Mine' });
  expect(ana.formSaid()).toContain('This needs the role responder');
  await vera.asks('/shub insight');
  expect(vera.said()).toContain('Nobody has made one yet.');
});

test('those of AWS are chosen in a menu, shown with their findings, and copied, but neither changed nor deleted', async () => {
  const severities = 'arn:aws:securityhub:::insight/securityhub/default/29';
  await ana.asks('/shub insight');
  await ana.presses('insight:managed', { choose: severities });
  expect(ana.said()).toContain('*Severity by counts of findings* · by `SeverityLabel` · from AWS');
  await ana.presses('insight:findings');
  expect(ana.said()).toMatch(/Severity by counts of findings: (CRITICAL|MEDIUM)/);

  expect(JSON.stringify(await dan.asks('/shub insight delete severity by'))).not.toContain('insight:delete');
  expect(dan.said()).toContain('belongs to AWS');
  await ana.asks('/shub insight show severity by');
  await ana.presses('insight:edit');
  await ana.submits();
  await ana.submits();
  expect(ana.formSaid()).toContain('Made "Severity by counts of findings (own)".');
  expect(called('UpdateInsight')).toBe(0);
});

test('a list of findings becomes an insight about the same, its product included', async () => {
  await ana.asks('/shub findings severity=critical product=guardduty account=111122223333');
  await ana.presses('insight:of-list');
  const form = JSON.stringify(ana.form()?.view);
  for (const words of ['"initial_value":"111122223333"', '"value":"CRITICAL"}]', '"value":"GuardDuty"}]']) expect(form).toContain(words);
  await ana.submits({ name: 'Critical detections' });
  expect(ana.formSaid()).toContain('A preview');
});

test('a list without findings becomes an insight too', async () => {
  await ana.asks('/shub findings severity=low');
  await ana.presses('insight:of-list');
  await ana.submits({ name: 'Low' });
  expect(ana.formSaid()).toContain('No finding passes its filters now.');
});

test('the insights that shub counts by are not among those of people; deleting one says what that means', async () => {
  withStandards(world, { arn: FSBP, controls: ['EC2.19'] });
  await vera.asks('/shub score');
  const made = called('CreateInsight');
  expect(made).toBeGreaterThan(3);
  await dan.asks('/shub insight');
  expect(dan.said()).toContain('Nobody has made one yet.');

  const { GetInsightsCommand, SecurityHubClient } = await import('@aws-sdk/client-securityhub');
  const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  const { Insights: [own] = [] } = await client.send(new GetInsightsCommand({}));
  client.destroy();
  await dan.asks(`/shub insight delete ${own?.InsightArn}`);
  expect(dan.said()).toContain('shub counts scores and reports by this one.');
  await dan.presses('insight:delete');
  expect(dan.said()).toContain('Deleted "');
  await vera.asks('/shub score');
  expect(called('CreateInsight')).toBe(made + 1);
});

test('thirty of them come in pages', async () => {
  const { CreateInsightCommand, SecurityHubClient } = await import('@aws-sdk/client-securityhub');
  const client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  for (let n = 10; n < 40; n++)
    await client.send(new CreateInsightCommand({ Name: `Insight ${n}`, Filters: {}, GroupByAttribute: 'SeverityLabel' }));
  client.destroy();
  await vera.asks('/shub insight');
  expect(vera.said()).toContain('page 1 of 3');
  await vera.presses('insights:next');
  await vera.presses('insights:next');
  expect(vera.said()).toContain('*Insight 39*');
  await vera.presses('insights:previous');
  expect(vera.said()).toContain('*Insight 22*');
});
