import { CreateInsightCommand, GetInsightsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { insightCalls } from '../../src/aws/insights/calls.ts';
import { ownInsights } from '../../src/aws/insights/own-insights.ts';
import { savedInsights } from '../../src/aws/insights/saved-insights.ts';
import { paced } from '../../src/aws/pace.ts';
import { equalTo, type InsightQuestion } from '../../src/domain/insight.ts';
import { aControlFinding, aHub, REGION } from '../sandbox/aws/security-hub/a-hub.ts';

let hub: Awaited<ReturnType<typeof aHub>>;
let calls: ReturnType<typeof insightCalls>;
beforeEach(async () => {
  hub = await aHub();
  const { clock } = hub;
  // Whoever waits for its turn moves the clock that everything else stands still on.
  const sleep = async (ms: number) => void (await clock.advance(ms));
  calls = insightCalls(hub.client, paced({ rate: 9, burst: 25, now: () => new Date(clock.now()), sleep }));
});
afterEach(() => hub.stop());

const about = (control: string): InsightQuestion => ({
  groupBy: 'ComplianceStatus',
  filters: { ComplianceSecurityControlId: equalTo(control) },
});
const numbered = (count: number): InsightQuestion[] => Array.from({ length: count }, (_, i) => about(`EC2.${i + 1}`));
const names = async (): Promise<string[]> => {
  const { Insights = [] } = await hub.client.send(new GetInsightsCommand({ MaxResults: 100 }));
  return Insights.map(({ Name = '' }) => Name);
};
const ownCalls = (operation: string): number => hub.emulator.calls.filter((call) => call.operation === operation).length;

test('a standing insight is made once and asked again and again', async () => {
  hub.emulator.imports(
    aControlFinding('FAILED'),
    aControlFinding('PASSED', { Id: 'control-2' }),
    aControlFinding('PASSED', { Id: 'control-3' }),
  );
  const insights = ownInsights(calls, 'shub-dev');
  const answer = [
    [
      { value: 'PASSED', count: 2 },
      { value: 'FAILED', count: 1 },
    ],
  ];
  expect(await insights.ask([about('EC2.8')], { standing: true })).toEqual(answer);
  expect(await insights.ask([about('EC2.8')], { standing: true })).toEqual(answer);
  expect(ownCalls('CreateInsight')).toBe(1);
  expect(await names()).toHaveLength(1);
});

test('nothing asked is nothing called', async () => {
  await ownInsights(calls, 'shub-dev').ask([], { standing: false });
  await ownInsights(calls, 'shub-dev').ask([], { standing: true });
  expect(hub.emulator.calls).toEqual([]);
});

test('a passing insight is gone once it has answered', async () => {
  const insights = ownInsights(calls, 'shub-dev');
  await insights.ask(numbered(8), { standing: false });
  expect(await names()).toEqual([]);
});

test('a passing insight is gone as well when Security Hub does not answer what is asked of it', async () => {
  const answer = { status: 400, headers: { 'x-amzn-errortype': 'InvalidInputException' }, body: { Message: 'no' } };
  hub.emulator.faults.add({ operation: 'GetInsightResults', fault: { do: 'answer', answer } });
  await expect(ownInsights(calls, 'shub-dev').ask([about('EC2.8')], { standing: false })).rejects.toThrow();
  expect(await names()).toEqual([]);
});

test('however much is asked, eighteen insights at most are ours, and those of others stay', async () => {
  await hub.client.send(new CreateInsightCommand({ Name: 'by hand', Filters: {}, GroupByAttribute: 'SeverityLabel' }));
  const [dev, prod] = [ownInsights(calls, 'shub-dev'), ownInsights(calls, 'shub-prod')];
  await prod.ask(numbered(2), { standing: true });
  for (const questions of [numbered(40), numbered(40).slice(20), numbered(3)]) {
    const answers = await dev.ask(questions, { standing: true });
    expect(answers).toHaveLength(questions.length);
    expect((await names()).filter((name) => name.startsWith('shub-dev')).length).toBeLessThanOrEqual(18);
  }
  expect(await names()).toContain('by hand');
  expect((await names()).filter((name) => name.startsWith('shub-prod'))).toHaveLength(2);
  expect((await savedInsights(calls).list()).map(({ name }) => name)).toContain('by hand');
});

test('an insight of ours that somebody removed is made again', async () => {
  const insights = ownInsights(calls, 'shub-dev');
  await insights.ask([about('EC2.8')], { standing: true });
  for (const { arn } of await calls.list()) await calls.remove(arn);
  expect(await insights.ask([about('EC2.8')], { standing: true })).toEqual([[]]);
  expect(await names()).toHaveLength(1);
});

/** The console is full of what other people made. */
async function others(count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await hub.client.send(new CreateInsightCommand({ Name: `by hand ${n}`, Filters: {}, GroupByAttribute: 'SeverityLabel' }));
}

test.each([
  ['one more', 99, 0],
  ['none more, but three of ours', 97, 3],
])('with room for %s everything is answered all the same, one after the other', async (_, byHand, ours) => {
  hub.emulator.imports(aControlFinding('FAILED'));
  const insights = ownInsights(calls, 'shub-dev');
  await insights.ask(numbered(ours), { standing: true });
  await others(byHand);
  let answers = 0;
  const asked = await insights.ask(numbered(20), { standing: true, answered: () => answers++ });
  expect(asked.map((groups) => groups.length)).toEqual(numbered(20).map((_question, i) => (i === 7 ? 1 : 0)));
  expect(answers).toBe(20);
  expect(await names()).toEqual(expect.arrayContaining(Array.from({ length: byHand }, (_name, n) => `by hand ${n}`)));
});

test('in an account that others have filled nothing is answered as if it were nothing: it is said what to do', async () => {
  await others(100);
  await expect(ownInsights(calls, 'shub-dev').ask([about('EC2.8')], { standing: true })).rejects.toThrow(/Delete one first/);
});

/** Somebody who clears away every insight of ours while it is being asked, so many times. */
function clearsAway(times: number): void {
  const answer = { status: 404, headers: { 'x-amzn-errortype': 'ResourceNotFoundException' }, body: { Message: 'gone' } };
  hub.emulator.faults.add({ operation: 'GetInsightResults', times, fault: { do: 'answer', answer } });
}

test('what somebody removes while it is being asked is asked again, and nothing else is', async () => {
  hub.emulator.imports(aControlFinding('FAILED'));
  clearsAway(2);
  const answers = await ownInsights(calls, 'shub-dev').ask([about('EC2.8'), ...numbered(3)], { standing: true });
  expect(answers.map((groups) => groups.length)).toEqual([1, 0, 0, 0]);
  expect(ownCalls('GetInsightResults')).toBe(6);
});

test('when it is removed again and again there is no answer rather than a wrong one', async () => {
  clearsAway(50);
  await expect(ownInsights(calls, 'shub-dev').ask([about('EC2.8')], { standing: false })).rejects.toThrow(/again and again/);
  expect(await names()).toEqual([]);
});

test('under the documented throttles everything is answered in the end', async () => {
  hub.emulator.throttles.on = true;
  const answers = await ownInsights(calls, 'shub-dev').ask(numbered(60), { standing: true });
  expect(answers).toHaveLength(60);
});

test('the hundred-and-first insight is refused in words that say what to do', async () => {
  for (const question of numbered(100)) await calls.create('by hand', question);
  await expect(savedInsights(calls).create('one more', about('EC2.8'))).rejects.toThrow(/Delete one first/);
});

test('throttled for a whole minute, whoever waits is told to try again', async () => {
  const client = new SecurityHubClient({
    region: REGION,
    endpoint: hub.emulator.url,
    credentials: { accessKeyId: 'AKIDTEST', secretAccessKey: 'x' },
    maxAttempts: 1,
  });
  const throttle = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' }, body: { Message: 'Too Many Requests' } };
  hub.emulator.faults.add({ operation: 'CreateInsight', fault: { do: 'answer', answer: throttle } });
  const sleep = async (ms: number) => void (await hub.clock.advance(ms));
  const impatient = insightCalls(client, paced({ rate: 9, burst: 25, now: () => new Date(hub.clock.now()), sleep }));
  await expect(impatient.create('mine', about('EC2.8'))).rejects.toThrow(/called too often for a whole minute/);
  client.destroy();
});

test('filters that Security Hub does not take are refused in its own words', async () => {
  const question = { groupBy: 'SeverityLabel', filters: { SeverityLabel: [{ Value: 'HIGH', Comparison: 'IS' }] } };
  await expect(savedInsights(calls).create('mine', question)).rejects.toThrow(/does not take this insight/);
});
