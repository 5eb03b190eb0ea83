import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { FSBP, withStandards } from '../support/standards.ts';
import { suppresses } from '../support/suppressing.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.stop());

const DAY_MS = 24 * 3600_000;
const ID = String(aGuardDutyAsff()['Id']);

async function pressed(policy = POLICY): Promise<void> {
  world = await aWorld({ policy });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
}

async function asks(text: string): Promise<string> {
  await world.slack.as(PEOPLE.viewer).command(ALERTS, text);
  await world.settle();
  return world.told(PEOPLE.viewer).at(-1) ?? '';
}

/** Security Hub has not had it for a while. */
const forgotten = () =>
  world.hub.faults.add({ operation: 'GetFindings', fault: { do: 'answer', answer: { status: 200, body: { Findings: [] } } } });

/** What of the evidence these tests look at. */
const Evidence = z.object({
  inSecurityHub: z.unknown(),
  copies: z.array(z.object({ madeFor: z.string(), finding: z.looseObject({ Workflow: z.object({ Status: z.string() }) }) })),
  doneInSlack: z.array(z.object({ action: z.string(), who: z.string() })),
  recordIntact: z.object({ intact: z.boolean() }),
});

const newestFile = () => [...world.slack.state.files.values()].at(-1)?.content.toString() ?? '{}';

async function evidenceOf(finding: string) {
  await asks(`/shub evidence ${finding}`);
  return Evidence.parse(JSON.parse(newestFile()));
}

test('the finding is kept as it was at its first alert and at each press, and is told when Security Hub has forgotten it', async () => {
  await pressed();
  await suppresses(world, PEOPLE.responder, 'Honeypot');
  await world.clock.advance(100 * DAY_MS);
  forgotten();

  const { inSecurityHub, copies, recordIntact } = await evidenceOf(ID);
  expect(inSecurityHub).toBe(null);
  expect(copies.map(({ madeFor, finding }) => `${madeFor}: ${finding.Workflow.Status}`)).toEqual([
    'alert: NEW',
    'acknowledge: NEW',
    'suppress: NOTIFIED',
  ]);
  expect(copies[0]?.finding).toMatchObject(aGuardDutyAsff());
  expect(copies[2]?.finding).toMatchObject({ Note: { Text: expect.stringContaining('Acknowledged by ana') } });
  expect(recordIntact).toEqual({ intact: true });
});

test('a finding that the same event alerts twice is kept once', async () => {
  await pressed();
  await world.arrives(aGuardDutyAsff());
  const { copies } = await evidenceOf(ID);
  expect(copies.map(({ madeFor }) => madeFor)).toEqual(['alert', 'acknowledge']);
});

test('after the time that the policy says nobody can tell any more who it was, and the record is as whole as before', async () => {
  await pressed(`${POLICY}evidence: { keepNamesDays: 30, keepDays: 400 }`);
  expect((await evidenceOf(ID)).doneInSlack.map(({ action, who }) => `${action} ${who}`)).toContain(`acknowledge ${PEOPLE.responder}`);
  await suppresses(world, PEOPLE.responder, 'Honeypot');
  await world.clock.advance(31 * DAY_MS);
  forgotten();

  const { copies, doneInSlack, recordIntact } = await evidenceOf(ID);
  expect(copies).toHaveLength(3);
  expect(doneInSlack.map(({ who }) => who).slice(1)).toEqual(Array(4).fill('somebody whose name is no longer kept'));
  expect(recordIntact).toEqual({ intact: true });
  const { doneInSlack: _names, historyOfSecurityHub: _theirs, ...rest } = JSON.parse(newestFile());
  expect(JSON.stringify([doneInSlack, rest.copies])).not.toMatch(/U0ANA|\bana\b/i);
  expect(await asks('/shub evidence verify')).toContain('The record is as it was written');
});

test('copies go after their time, what was done stays on record', async () => {
  await pressed(`${POLICY}evidence: { keepDays: 60 }`);
  await world.clock.advance(61 * DAY_MS);
  const { copies, doneInSlack, recordIntact } = await evidenceOf(ID);
  expect(copies).toEqual([]);
  expect(doneInSlack).toHaveLength(3);
  expect(recordIntact).toEqual({ intact: true });
});

test('evidence of what nobody has ever heard of is refused', async () => {
  await pressed();
  expect(await asks('/shub evidence arn:aws:guardduty:eu-west-1:111122223333:detector/a/finding/none')).toContain(
    'Neither shub nor Security Hub knows a finding of this id.',
  );
});

test('the evidence of a standard is its score, its controls, and what was done about them, with reasons', async () => {
  world = await aWorld();
  withStandards(world, { arn: FSBP, controls: ['EC2.19', 'S3.8'] });
  await world.arrives(aControlAsff(), aGuardDutyAsff({ Severity: { Label: 'LOW' } }));
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.clock.advance(2 * DAY_MS);
  expect(await asks('/shub evidence fsbp days=30')).toContain('in your direct messages');

  const evidence = JSON.parse(newestFile());
  expect(evidence).toMatchObject({
    standard: { arn: FSBP },
    score: { percent: 0, failed: 1 },
    doneInSlack: [{ finding: { control: 'EC2.19' }, recordIntact: { intact: true } }],
  });
  expect(evidence.controls.map(({ id, status }: { id: string; status: string }) => `${id} ${status}`).sort()).toEqual([
    'EC2.19 Failed',
    'S3.8 No data',
  ]);
  expect(JSON.stringify(evidence.doneInSlack)).toContain(PEOPLE.responder);
});
