import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvent } from '../../src/domain/event.ts';
import { aControlAsff, anAsff } from '../fixtures/asff.ts';

type Event = Record<string, unknown>;

const anEvent = (type: string, detail: unknown, overrides: Event = {}): Event => ({
  version: '0',
  id: '8e5622f9-d81c-4d81-612a-9319e7ee2506',
  'detail-type': type,
  source: 'aws.securityhub',
  account: '111122223333',
  time: '2026-03-02T09:05:04Z',
  region: 'eu-west-1',
  resources: [],
  detail,
  ...overrides,
});

const imported = (overrides: Event = {}) => anEvent('Security Hub Findings - Imported', { findings: [anAsff()] }, overrides);

test('a new finding arrives as it was sent, with the time of the event', () => {
  expect(readEvent(imported())).toEqual({
    kind: 'imported',
    id: '8e5622f9-d81c-4d81-612a-9319e7ee2506',
    time: new Date('2026-03-02T09:05:04Z'),
    account: '111122223333',
    region: 'eu-west-1',
    findings: [anAsff()],
  });
});

test('someone chose a custom action on two findings in the console', () => {
  const detail = { actionName: 'Tell Slack', actionDescription: 'Sends it', findings: [anAsff(), aControlAsff()] };
  expect(readEvent(anEvent('Security Hub Findings - Custom Action', detail))).toMatchObject({
    kind: 'custom-action',
    actionName: 'Tell Slack',
    findings: [anAsff(), aControlAsff()],
  });
});

test('someone sent the results of an insight', () => {
  const detail = {
    actionName: 'Tell Slack',
    insightArn: 'arn:aws:securityhub:::insight/securityhub/default/27',
    insightName: '27. AWS accounts with the most failed checks',
    resultType: 'AwsAccountId',
    insightResults: [{ '111122223333': 12 }, { '444455556666': 3 }],
  };
  expect(readEvent(anEvent('Security Hub Insight Results', detail))).toMatchObject({
    kind: 'insight-results',
    actionName: 'Tell Slack',
    insightArn: 'arn:aws:securityhub:::insight/securityhub/default/27',
    results: [
      { value: '111122223333', count: 12 },
      { value: '444455556666', count: 3 },
    ],
  });
});

test('a finding of the new Security Hub is told apart, and counted', () => {
  const event = anEvent('Findings Imported V2', { findings: [{ class_uid: 2004 }] });
  expect(readEvent(event)).toMatchObject({ kind: 'ocsf', count: 1, region: 'eu-west-1' });
});

test('a finding that makes no sense does not keep the event from being read', () => {
  expect(readEvent(anEvent('Security Hub Findings - Imported', { findings: [null, 'what'] }))).toMatchObject({
    kind: 'imported',
    findings: [null, 'what'],
  });
});

test.each([
  ['text', 'not JSON', 'The event is not an object.'],
  ['nothing', undefined, 'The event is not an object.'],
  ['an empty object', {}, 'The event has no usable id, time, account, region, detail-type, detail.'],
  ['an event without a time', imported({ time: undefined }), 'The event has no usable time.'],
  ['an event of no day', imported({ time: '2026-02-30T00:00:00Z' }), 'The event has no usable time.'],
  [
    'an event of another service',
    imported({ 'detail-type': 'EC2 Instance State-change' }),
    'There is no reader for events of type "EC2 Instance State-change".',
  ],
  ['an event without findings', imported({ detail: {} }), 'The event carries no findings.'],
  ['an event with an empty list', imported({ detail: { findings: [] } }), 'The event carries no findings.'],
  ['an event with findings that are no list', imported({ detail: { findings: 'many' } }), 'The event carries no findings.'],
  ['results of no insight', anEvent('Security Hub Insight Results', {}), 'The event has no usable detail.insightArn.'],
])('%s is refused with the reason', (_, raw, because) => {
  expect(readEvent(raw)).toEqual({ kind: 'unreadable', because });
});

test('whatever arrives, reading it ends in an answer', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (raw) => {
      expect(readEvent(raw).kind).toBe('unreadable');
    }),
  );
});

test('a part of an event that is something else altogether ends in an answer too', () => {
  const field = fc.constantFrom(...Object.keys(imported()), 'detail-type');
  fc.assert(
    fc.property(field, fc.anything(), (name, value) => {
      expect(['imported', 'unreadable']).toContain(readEvent(imported({ [name]: value })).kind);
    }),
  );
});
