import { writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { FSBP, withStandards } from '../support/standards.ts';
import { suppresses } from '../support/suppressing.ts';
import { asks } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

const { responder: ANA, viewer: VERA } = PEOPLE;
const HOUR = 3600_000;

let world: TestWorld;
afterEach(() => world.stop());

const digests = () => world.cards().filter(({ text }) => text?.startsWith('Security digest'));
const digest = () => textsIn(digests().at(-1)?.blocks).join('\n');

const check = (control: string, status: 'PASSED' | 'FAILED', updated: string) =>
  aControlAsff({
    Id: `arn:aws:securityhub:eu-west-1:111122223333:security-control/${control}/finding/one`,
    GeneratorId: `security-control/${control}`,
    Severity: { Label: status === 'PASSED' ? 'INFORMATIONAL' : 'MEDIUM' },
    Compliance: { Status: status, SecurityControlId: control, AssociatedStandards: [] },
    Workflow: { Status: status === 'PASSED' ? 'RESOLVED' : 'NEW' },
    CreatedAt: '2026-01-01T00:00:00.000Z',
    UpdatedAt: updated,
  });

test('a digest tells what is new and done, what waits for longest and is late, what is suppressed, and which control moved the score', async () => {
  world = await aWorld({ policy: `${POLICY}\nsla: { acknowledge: { CRITICAL: 1h } }\n` });
  withStandards(world, { arn: FSBP, controls: ['S3.8', 'EC2.8'] });
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  await world.arrives(check('S3.8', 'FAILED', '2026-03-02T08:00:00.000Z'), check('EC2.8', 'PASSED', '2026-03-02T08:00:00.000Z'));
  await asks(world, VERA, '/shub trend');
  await world.clock.advance(21 * HOUR);
  const second = { Id: 'arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/other', Title: 'A root user signed in' };
  const created = { CreatedAt: '2026-03-03T05:59:00.000Z', UpdatedAt: '2026-03-03T05:59:00.000Z' };
  await world.arrives(aGuardDutyAsff({ ...second, ...created, Severity: { Label: 'CRITICAL' } }));
  await world.clock.advance(62 * 60_000);
  await world.minutes(2);
  await world.arrives(check('S3.8', 'PASSED', '2026-03-03T07:00:00.000Z'));

  await asks(world, VERA, '/shub digest now');
  expect(digests()).toHaveLength(1);
  expect(digest()).toMatch(/Score \*100 %\* · ▲ 50\.0 points since .*\nmended: S3\.8/);
  expect(digest()).toContain('*New in Security Hub* 2\n🔴 1 critical · 🟠 1 high');
  expect(digest()).toContain('1 suppressed');
  expect(digest()).toMatch(/Open for longest\*\n• 🔴 A root user signed in · open since .*its card/);
  expect(digest()).toMatch(/0 acknowledged late · 0 resolved late · 1 open and late\n• 🔴 A root user signed in · late since/);
  expect(digest()).toMatch(/Suppressions in force\* 1 · 1 ending within 30 days.*\n• .* · ends/);
  expect(digest()).toContain('findings come in');
});

test('a digest names the product that has fallen silent, and what failed again and again', async () => {
  world = await aWorld();
  await world.arrives(aGuardDutyAsff());
  await world.clock.advance(40 * HOUR);
  await world.arrives(check('S3.8', 'FAILED', '2026-03-04T00:00:00.000Z'));
  world.sqs.accept('arn:aws:sqs:eu-west-1:111122223333:shub-actions-dead', '{}');
  await asks(world, VERA, '/shub digest now');
  expect(digest()).toContain('GuardDuty: silent since 2026-03-02');
  expect(digest()).toMatch(/Dead letters: 1 message in /);
});

const utc = (ts: string | undefined): string => new Date(Number(ts) * 1000).toISOString().slice(0, 16);

test.each([
  ['Europe/Berlin', '08:00', '2026-03-28T00:00Z', ['2026-03-28T07:00', '2026-03-29T06:00', '2026-03-30T06:00']],
  ['Europe/Berlin', '02:30', '2026-03-28T00:00Z', ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30']],
  ['Europe/Berlin', '08:00', '2026-10-24T00:00Z', ['2026-10-24T06:00', '2026-10-25T07:00', '2026-10-26T07:00']],
  ['Europe/Berlin', '02:30', '2026-10-24T00:00Z', ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30']],
  ['America/New_York', '08:00', '2026-03-28T04:00Z', ['2026-03-28T12:00', '2026-03-29T12:00', '2026-03-30T12:00']],
  ['America/New_York', '08:00', '2026-10-24T04:00Z', ['2026-10-24T12:00', '2026-10-25T12:00', '2026-10-26T12:00']],
  ['America/New_York', '08:00', '2026-03-07T05:00Z', ['2026-03-07T13:00', '2026-03-08T12:00', '2026-03-09T12:00']],
  ['America/New_York', '01:30', '2026-10-31T04:00Z', ['2026-10-31T05:30', '2026-11-01T05:30', '2026-11-02T06:30']],
])(
  'in %s a digest of %s comes once a day from %s on, whatever the clocks do',
  async (zone, at, from, expected) => {
    const start = Date.parse(from);
    world = await aWorld({ policy: `${POLICY}\ndigest: { channel: ${ALERTS}, at: '${at}', zone: ${zone} }\n`, start });
    // Once an hour, at the minute that the digest is asked for: a clock that ticks every minute can only be nearer.
    const minute = Number(at.slice(3)) * 60_000;
    for (let time = start + minute; time <= start + 60 * HOUR; time += HOUR) {
      await world.clock.advance(time - world.clock.now());
      await world.tick();
      await world.settle(60_000);
    }
    expect(digests().map(({ ts }) => utc(ts))).toEqual(expected);
  },
  120_000,
);

test('while its hour the clock was not there, the digest of the day comes later, and once', async () => {
  world = await aWorld({ start: Date.parse('2026-03-29T05:00:00.000Z') });
  await writeFile(world.policyFile, `${POLICY}\ndigest: { channel: ${ALERTS}, at: '08:00', zone: Europe/Berlin }\n`);
  await world.clock.advance(5 * HOUR);
  await world.minutes(4);
  expect(digests().map(({ ts }) => utc(ts))).toEqual(['2026-03-29T10:01']);
});
