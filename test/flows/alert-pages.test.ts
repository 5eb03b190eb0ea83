import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FaultRule } from '../../src/sandbox/wire.ts';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf, published } from '../support/outlets.ts';
import { aCustomAction } from '../support/security-hub-event.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const pages = () => pagesOf(world);
const operations = () => published(world, 'operations');
const publishing = (rule: Omit<FaultRule, 'operation'>) => world.sns.faults.add({ operation: 'Publish', ...rule });
const slackDown = () => world.slack.faults.add({ operation: '*', fault: { do: 'answer', answer: { status: 503, body: 'no' } } });
const toAlerts = ({ body }: { body: Buffer }) => body.toString().includes('shub-alerts');
const underTheCard = () => world.replies().map(({ text, attachments }) => [text, ...textsIn(attachments)].join('\n'));

test('a HIGH finding is paged once its card is there, with a link to it and attributes to filter by', async () => {
  await world.arrives(aGuardDutyAsff());
  expect(pages()).toMatchObject([{ severity: 'HIGH', because: 'first seen', slack: { channel: ALERTS } }]);
  await world.minutes(10);
  expect(pages()).toHaveLength(1);

  expect(pages()[0]?.slack?.url).toBe(`https://slack.com/archives/${ALERTS}/p${world.card().ts.replace('.', '')}`);
  const [message] = published(world, 'alerts');
  expect(message?.subject).toMatch(/^HIGH: .*\(prod-payments\)$/);
  expect(message?.attributes).toMatchObject({ severity: 'HIGH', product: 'guardduty', account: '111122223333', dedup: pages()[0]?.id });
});

test.each(['CRITICAL', 'SOMETHING NEW'])('severity %s is paged as well', async (Label) => {
  await world.arrives(aGuardDutyAsff({ Severity: { Label } }));
  expect(pages()).toHaveLength(1);
});

test('a LOW finding is not paged, not even when a person sends it here', async () => {
  await world.arrives(anAsff({ Severity: { Label: 'LOW' } }));
  world.bus.publish(aCustomAction([...world.hub.findings.values()], new Date(world.clock.now()).toISOString()));
  await world.settle();
  expect(world.cards()).toHaveLength(1);
  await world.minutes(12);
  expect(pages()).toEqual([]);
});

test('a card that gets worse pages when it becomes urgent, and not again when it becomes worse still', async () => {
  const at = (minute: number, Label: string) => aGuardDutyAsff({ UpdatedAt: `2026-03-02T09:${10 + minute}:00.000Z`, Severity: { Label } });
  await world.stop();
  world = await aWorld({ policy: `defaultChannel: ${ALERTS}\nseverities: { MEDIUM: alert }` });
  await world.arrives(at(0, 'MEDIUM'));
  expect(world.cards()).toHaveLength(1);
  expect(pages()).toEqual([]);

  await world.arrives(at(1, 'HIGH'));
  await world.minutes(3);
  expect(pages()).toMatchObject([{ severity: 'HIGH' }]);
  await world.arrives(at(2, 'CRITICAL'));
  await world.minutes(3);
  expect(pages()).toHaveLength(1);
});

test('a finding that comes back pages again, under another id', async () => {
  await world.arrives(aGuardDutyAsff());
  const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${10 + minute}:00.000Z` });
  await world.arrives(aGuardDutyAsff({ ...at(1), RecordState: 'ARCHIVED' }));
  await world.arrives(aGuardDutyAsff({ ...at(2), RecordState: 'ACTIVE' }));
  await world.minutes(2);

  expect(pages()).toHaveLength(2);
  expect(new Set(pages().map(({ id }) => id)).size).toBe(2);
});

test('a message that somebody deleted and that is posted again does not page again', async () => {
  await world.arrives(aGuardDutyAsff());
  world.card().deleted = true;
  await world.arrives(aGuardDutyAsff({ UpdatedAt: '2026-03-02T09:12:00.000Z', Severity: { Label: 'CRITICAL' } }));
  await world.minutes(3);
  expect(world.cards()).toHaveLength(1);
  expect(pages()).toHaveLength(1);
});

test.each([
  ['CRITICAL', 'five', 5],
  ['HIGH', 'ten', 10],
])('while Slack is away the page of what is %s comes after %s minutes without a link, and once', async (severity, _, minutes) => {
  slackDown();
  await world.arrives(aGuardDutyAsff({ Severity: { Label: severity } }));
  await world.minutes(minutes - 1);
  expect(pages()).toEqual([]);
  await world.minutes(3);
  expect(pages()).toMatchObject([{ severity }]);
  expect(pages()[0]?.slack).toBeUndefined();

  world.slack.faults.clear();
  await world.minutes(5);
  expect(world.cards()).toHaveLength(1);
  expect(pages()).toHaveLength(1);
});

test('a pause holds cards back, not pages', async () => {
  await world.services.installation.setPaused({ by: PEOPLE.admin, at: '2026-03-02T09:00:00.000Z' });
  await world.arrives(aGuardDutyAsff({ Severity: { Label: 'CRITICAL' } }));
  await world.minutes(7);
  expect(world.cards()).toEqual([]);
  expect(pages()).toHaveLength(1);
});

test('what is resolved before anybody could be paged is not paged, and is when it comes back', async () => {
  slackDown();
  const at = (minute: number) => ({ UpdatedAt: `2026-03-02T09:${10 + minute}:00.000Z` });
  await world.arrives(aGuardDutyAsff());
  await world.arrives(aGuardDutyAsff({ ...at(1), RecordState: 'ARCHIVED' }));
  await world.minutes(12);
  expect(pages()).toEqual([]);

  world.slack.faults.clear();
  await world.arrives(aGuardDutyAsff({ ...at(2), RecordState: 'ACTIVE' }));
  await world.minutes(2);
  expect(pages()).toMatchObject([{ slack: { channel: ALERTS } }]);
});

test('a page of which the answer was lost is sent again with the same id', async () => {
  publishing({ fault: { do: 'lose answer' }, times: 3 });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(3);

  expect(pages().length).toBeGreaterThan(1);
  expect(new Set(pages().map(({ id }) => id)).size).toBe(1);
  const count = pages().length;
  await world.minutes(10);
  expect(pages()).toHaveLength(count);
});

test.each([
  ['throttled', { do: 'answer', answer: { status: 400, headers: { 'content-type': 'text/xml' }, body: errorBody('Throttled') } }],
  ['down', { do: 'refuse' }],
] as const)('while SNS is %s for some minutes, the page waits and then comes once', async (_, fault) => {
  publishing({ fault, when: toAlerts });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(2);
  expect(pages()).toEqual([]);
  expect(world.counted('PagesNotSent')).toBeGreaterThan(0);
  expect(underTheCard()).toEqual([]);

  world.sns.faults.clear();
  await world.minutes(3);
  expect(pages()).toHaveLength(1);
});

test('a page that SNS goes on failing is told under the card, to operations and on the bus, each once, and comes in the end', async () => {
  publishing({ fault: { do: 'refuse' }, when: toAlerts });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(40);

  expect(underTheCard()).toHaveLength(1);
  expect(underTheCard()[0]).toContain('Nobody was paged about this yet');
  expect(operations()).toHaveLength(1);
  expect(eventsOf(world).filter(({ type }) => type === 'Alert Page Failed')).toHaveLength(1);
  world.sns.faults.clear();
  await world.minutes(20);
  expect(pages()).toHaveLength(1);
});

test('a page that may not be sent is told at once, and after a day it is given up loudly', async () => {
  publishing({
    fault: { do: 'answer', answer: { status: 403, headers: { 'content-type': 'text/xml' }, body: errorBody('AuthorizationError') } },
    when: toAlerts,
  });
  await world.arrives(aGuardDutyAsff());
  expect(underTheCard()).toHaveLength(1);
  expect(underTheCard()[0]).toContain('AuthorizationError');
  expect(operations()).toHaveLength(1);
  expect(operations()[0]?.subject).toBe('shub cannot send alert pages');

  await world.clock.advance(24 * 3600_000);
  await world.minutes(2);
  expect(underTheCard()).toHaveLength(2);
  expect(underTheCard()[1]).toContain('given up');
  expect(world.counted('PagesGivenUp')).toBe(1);
  world.sns.faults.clear();
  await world.minutes(20);
  expect(pages()).toEqual([]);
});

test('trouble with many pages is told to operations once an hour', async () => {
  world.sns.faults.add({
    operation: 'Publish',
    when: toAlerts,
    fault: { do: 'answer', answer: { status: 404, headers: { 'content-type': 'text/xml' }, body: errorBody('NotFound') } },
  });
  await world.arrives(aGuardDutyAsff(), aGuardDutyAsff({ Id: 'another', Resources: [{ Type: 'Other', Id: 'another' }] }));
  await world.minutes(2);
  expect(underTheCard()).toHaveLength(2);
  expect(operations()).toHaveLength(1);
});

function errorBody(code: string): string {
  return `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error><RequestId>1</RequestId></ErrorResponse>`;
}
