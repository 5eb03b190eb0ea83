import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { snsPager } from '../../src/aws/pager.ts';
import { alertPage, pageSubject } from '../../src/domain/alert-page.ts';
import { cardAfterArrival } from '../../src/domain/card-changes.ts';
import type { SnsEmulator } from '../../src/sandbox/aws/contract.ts';
import { startSns } from '../../src/sandbox/aws/sns/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import { aFinding } from '../fixtures/a-finding.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
let sns: SnsEmulator;
let client: SNSClient;
beforeEach(async () => {
  sns = await startSns({ ...place, clock: movableClock({ runs: false }) });
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'test' };
  client = new SNSClient({ region: place.region, endpoint: sns.url, credentials });
});
afterEach(async () => {
  client.destroy();
  await sns.stop();
});

function aPage(overrides: Parameters<typeof aFinding>[0] = {}) {
  const finding = aFinding(overrides);
  const arrived = {
    key: 'k',
    channel: 'C0ALERTS',
    problem: finding.problem,
    because: 'first seen',
    again: true,
    raisedBy: 'r',
    now: new Date(0),
  };
  return alertPage('k.1', cardAfterArrival(undefined, { ...arrived, findings: [finding] }), finding, { members: 1 });
}

/** The form of every Publish that reaches SNS from now on. */
function publications(): URLSearchParams[] {
  const forms: URLSearchParams[] = [];
  const keep = ({ body }: { body: Buffer }): boolean => {
    forms.push(new URLSearchParams(body.toString()));
    return false;
  };
  sns.faults.add({ operation: 'Publish', when: keep, fault: { do: 'refuse' } });
  return forms;
}

test.each([
  ['line breaks and controls', 'Port 22\r\nis open\tto\u0000all'],
  ['letters of every script', 'Ünïcødé ポート 22 🔥 “open”'],
  ['far too long', 'x'.repeat(500)],
  ['nothing that is ASCII', '日本語'],
])('a title of %s makes a subject that SNS takes', async (_, title) => {
  const { arn } = sns.create('alerts');
  expect(await snsPager(client, { alerts: arn }).page(aPage({ title }))).toEqual({ is: 'sent' });
  expect(sns.inbox).toHaveLength(1);
});

test('a subject says how bad, what, and in which account, whatever has to be cut for it', () => {
  const subject = pageSubject(aPage({ title: 'x'.repeat(300), account: { id: '111122223333', name: 'prod-payments' } }));
  expect(subject).toMatch(/^HIGH: x+\.\.\. \(prod-payments\)$/);
  expect(subject.length).toBeLessThan(100);
});

test('a finding as long as Security Hub allows makes a page far below what SNS takes', () => {
  const finding = { title: 't'.repeat(256), description: 'd'.repeat(1024), id: 'i'.repeat(512), productArn: 'p'.repeat(2048) };
  expect(JSON.stringify(aPage(finding)).length).toBeLessThan(32_000);
});

test('on a FIFO topic a page carries what SNS tells the same one by, and on a standard topic it must not', async () => {
  const forms = publications();
  const standard = sns.create('alerts').arn;
  await snsPager(client, { alerts: standard }).page(aPage());
  await snsPager(client, { alerts: `${standard}.fifo` }).page(aPage());

  expect(forms.map((form) => [form.get('MessageDeduplicationId'), form.get('MessageGroupId')])).toEqual([
    [null, null],
    ['k.1', '111122223333'],
  ]);
});

test('without topics nothing is sent, and nothing has failed', async () => {
  const pager = snsPager(client, {});
  expect(await pager.page(aPage())).toEqual({ is: 'nowhere' });
  expect(await pager.operations('subject', 'text')).toEqual({ is: 'nowhere' });
  expect(sns.calls).toEqual([]);
});

test.each([
  ['AuthorizationError', 403, true],
  ['NotFound', 404, true],
  ['KMSAccessDenied', 400, true],
  ['KMSThrottling', 400, false],
  ['Throttled', 429, false],
  ['InternalError', 500, false],
])('%s is a failure that lasts: %s %s', async (code, status, lasting) => {
  const error = `<Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code><Message>no</Message></Error>`;
  const body = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}<RequestId>1</RequestId></ErrorResponse>`;
  sns.faults.add({ operation: 'Publish', fault: { do: 'answer', answer: { status, headers: { 'content-type': 'text/xml' }, body } } });
  expect(await snsPager(client, { alerts: sns.create('alerts').arn }).page(aPage())).toMatchObject({ is: 'failed', lasting });
});
