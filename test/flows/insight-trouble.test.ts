import { CreateInsightCommand, DeleteInsightCommand, GetInsightsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { insightsIn } from '../support/insights.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
/** Somebody in the AWS console. */
let client: SecurityHubClient;
const ana = insightsIn(() => world, PEOPLE.responder);
beforeEach(async () => {
  world = await aWorld();
  client = new SecurityHubClient({ region: world.config.region, endpoint: world.hub.url });
  await world.arrives(aGuardDutyAsff({ CreatedAt: '2026-01-01T00:00:00.000Z' }));
});
afterEach(async () => {
  client.destroy();
  await world.stop();
});

const insights = async () => (await client.send(new GetInsightsCommand({ MaxResults: 100 }))).Insights ?? [];
async function others(count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await client.send(new CreateInsightCommand({ Name: `Other ${n}`, Filters: {}, GroupByAttribute: 'SeverityLabel' }));
}
const JSON_TYPED = '{"Title":[{"Value":"a","Comparison":"PREFIX"}]}';

/** The block that stands right below an input of the form. */
function below(block: string): string {
  const blocks: { block_id?: string }[] = JSON.parse(JSON.stringify(ana.form()?.view['blocks']));
  return JSON.stringify(blocks[blocks.findIndex(({ block_id }) => block_id === block) + 1]);
}

/** What Ana typed is still all there. */
function nothingIsLost(): void {
  const form = JSON.stringify(ana.form()?.view);
  expect(form).toContain('"initial_value":"Mine"');
  expect(form).toContain('"initial_value":"111122223333"');
  expect(form).toContain('PREFIX');
}

async function fillsIn(json = JSON_TYPED): Promise<void> {
  await ana.asks('/shub insight create');
  await ana.submits({ name: 'Mine', account: '111122223333', json });
}

test('in an account with a hundred insights none can be tried out or made: the form says so and stays as it was typed', async () => {
  await others(100);
  await fillsIn();
  expect(ana.formSaid()).toContain('Security Hub keeps 100 custom insights');
  expect(ana.formSaid()).toContain('Delete one first');
  nothingIsLost();

  const [one] = await insights();
  await client.send(new DeleteInsightCommand({ InsightArn: one?.InsightArn }));
  await ana.submits();
  expect(ana.formSaid()).toContain('A preview');
  await others(1);
  await ana.submits();
  expect(ana.formSaid()).toContain('Security Hub keeps 100 custom insights');
  nothingIsLost();
});

test('with a hundred insights one that is there can still be changed, without being tried out', async () => {
  await others(100);
  await ana.asks('/shub insight edit other 77');
  await ana.submits({ name: 'Seventy-seven' });
  expect(ana.formSaid()).toContain('It cannot be tried out now');
  await ana.submits();
  expect(ana.formSaid()).toContain('Changed "Seventy-seven".');
  expect((await insights()).map(({ Name }) => Name)).toContain('Seventy-seven');
});

test.each([
  ['filters that it does not take', '{"Title":[{"Value":"a","Comparison":"IS"}]}', /should be equal to one of the allowed values/],
  [
    'comparisons that may not meet',
    '{"Title":[{"Value":"a","Comparison":"EQUALS"},{"Value":"b","Comparison":"NOT_EQUALS"}]}',
    /should NOT combine/,
  ],
])('what Security Hub has against %s stands at the JSON, in its words', async (_, json, words) => {
  await fillsIn(json);
  expect(below('json')).toContain('Security Hub does not take this insight');
  expect(below('json')).toMatch(words);
  expect(JSON.stringify(ana.form()?.view)).toContain('"initial_value":"Mine"');
  expect(await insights()).toEqual([]);
});

test('an attribute that it does not count by is refused at that field', async () => {
  await client.send(new CreateInsightCommand({ Name: 'Odd', Filters: {}, GroupByAttribute: 'ResourceId' }));
  const refusal = { Message: 'Invalid GroupByAttribute in the input: data should be the name of a filter attribute' };
  const answer = { status: 400, headers: { 'x-amzn-errortype': 'InvalidInputException' }, body: refusal };
  world.hub.faults.add({ operation: 'CreateInsight', fault: { do: 'answer', answer } });
  await fillsIn();
  expect(below('groupBy')).toContain('Security Hub does not take this insight');
  nothingIsLost();
});

test('what is wrong in the form itself stands at its field at once', async () => {
  await ana.asks('/shub insight create');
  await ana.submits({ name: 'Mine', json: 'not json' });
  expect(ana.form()?.errors).toEqual({ json: expect.stringContaining('This is not JSON') });
  await ana.submits({ json: '{"SeverityLable":[{}]}' });
  expect(ana.form()?.errors).toEqual({ json: expect.stringContaining('Did you mean SeverityLabel?') });
  await ana.submits({ json: '', account: 'prod' });
  expect(ana.form()?.errors).toEqual({ AwsAccountId: expect.stringContaining('12 digits') });
  expect(world.hub.calls.map(({ operation }) => operation)).not.toContain('CreateInsight');
});

test('a permission that AWS does not give is named, and nothing typed is lost', async () => {
  world.hub.deny('securityhub:CreateInsight');
  await fillsIn();
  expect(ana.formSaid()).toContain('it lacks `securityhub:CreateInsight`');
  nothingIsLost();
});

test('throttled for a moment, nobody notices', async () => {
  const answer = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' }, body: { Message: 'Too Many Requests' } };
  world.hub.faults.add({ operation: 'CreateInsight', times: 2, fault: { do: 'answer', answer } });
  await fillsIn();
  expect(ana.formSaid()).toContain('A preview');
});

test('while Security Hub is away the form says that it is tried again, and the preview comes by itself', async () => {
  world.hub.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 503, body: 'away' } } });
  await fillsIn();
  expect(ana.formSaid()).toContain('Not done yet');
  nothingIsLost();
  world.hub.faults.clear();
  await world.minutes(5);
  expect(ana.formSaid()).toContain('A preview');
});

test('one whose first answer got lost is made once', async () => {
  await fillsIn();
  world.hub.faults.add({ operation: 'CreateInsight', times: 1, fault: { do: 'lose answer' } });
  await ana.submits();
  expect(ana.formSaid()).toContain('Made "Mine".');
  expect((await insights()).map(({ Name }) => Name)).toEqual(['Mine']);
});

test('whoever closed the form is told in the channel, a refusal with all that was typed', async () => {
  await fillsIn();
  await others(100);
  await world.slack.as(PEOPLE.responder).submit();
  await world.slack.as(PEOPLE.responder).close();
  await world.settle();
  expect(ana.said()).toContain('Security Hub keeps 100 custom insights');
  expect(ana.said()).toContain('111122223333');
});

test('one that somebody deleted meanwhile is gone, wherever it is asked for', async () => {
  await fillsIn();
  await ana.submits();
  await ana.asks('/shub insight');
  const [mine] = await insights();
  const arn = mine?.InsightArn ?? '';
  await ana.presses('insight:edit');
  await ana.submits({ name: 'Mine' });
  await client.send(new DeleteInsightCommand({ InsightArn: arn }));
  await ana.submits();
  expect(ana.formSaid()).toContain('Security Hub has no such insight');
  nothingIsLost();

  await ana.asks(`/shub insight show ${arn}`);
  expect(ana.said()).toContain('Security Hub has no such insight');
  await ana.asks(`/shub insight edit ${arn}`);
  expect(ana.formSaid()).toContain('Security Hub has no such insight');
});

test.each([
  ['show mien', 'There is no insight "mien". Did you mean "Mine"?'],
  ['show top', 'Several insights are called so: "Top'],
  ['shwo', 'Did you mean `/shub insight show`?'],
  ['show', 'Which insight?'],
  ['create now', 'takes nothing more'],
])('/shub insight %s is answered with what can be said', async (words, expected) => {
  await client.send(new CreateInsightCommand({ Name: 'Mine', Filters: {}, GroupByAttribute: 'SeverityLabel' }));
  const answered = await ana.asks(`/shub insight ${words}`);
  const said = answered.body === '' ? ana.said() : JSON.stringify(answered.body).replaceAll('\\"', '"');
  expect(said).toContain(expected);
});
