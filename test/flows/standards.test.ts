import { BatchEnableStandardsCommand, DisableSecurityHubCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answered, asks, presses, pressing } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const FSBP = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
const PCI = 'arn:aws:securityhub:eu-west-1::standards/pci-dss/v/4.0.1';

/** What the channel is shown, message by message. */
const notices = (): string[] => world.cards().map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));
const changes = (): string[] =>
  world.hub.calls.flatMap(({ operation }) => (/^Batch(Enable|Disable)Standards$/.test(operation) ? [operation] : []));

async function enabled(...arns: string[]) {
  const client = new SecurityHubClient({ region: 'eu-west-1', endpoint: world.hub.url });
  await client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: arns.map((StandardsArn) => ({ StandardsArn })) }));
  client.destroy();
  await world.minutes(3);
  world.hub.calls.length = 0;
}

test('everyone who may look sees which standards there are, and only administrators can switch them', async () => {
  await enabled(FSBP);
  await asks(world, PEOPLE.viewer, '/shub standards');
  expect(answered(world, PEOPLE.viewer)).toContain('Standards: 1 of 11 on');
  expect(answered(world, PEOPLE.viewer)).toContain('*FSBP 1.0.0* · ✅ on');
  expect(answered(world, PEOPLE.viewer)).not.toContain('Enable…');
  await asks(world, PEOPLE.admin, '/shub standards');
  expect(answered(world, PEOPLE.admin)).toContain('Enable…');
  expect(answered(world, PEOPLE.admin)).toContain('Disable…');
});

test('a standard is switched on by a press, followed in one message of the channel, and READY in the end', async () => {
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  expect(world.hub.standards.enabled()).toEqual({ [FSBP]: 'PENDING' });
  expect(answered(world, PEOPLE.admin)).toContain('→ FSBP 1.0.0 is being switched on');
  expect(answered(world, PEOPLE.admin)).toContain('⏳ being switched on');
  expect(notices()).toEqual([expect.stringContaining('⏳ *Switching on FSBP 1.0.0*')]);

  await world.minutes(4);
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
  expect(notices()[0]).toContain('asked for by <@U0DAN>');
});

test('a standard is switched off by a press, and followed until it is gone', async () => {
  await enabled(FSBP);
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:disable', 'FSBP 1.0.0');
  expect(world.hub.standards.enabled()).toEqual({ [FSBP]: 'DELETING' });
  await world.minutes(4);
  expect(world.hub.standards.enabled()).toEqual({});
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is off*')]);
  expect(changes()).toEqual(['BatchDisableStandards']);
});

test('switched off and on again, it is followed in a message of its own each time', async () => {
  for (const [press, end] of [
    ['enable', 'on'],
    ['disable', 'off'],
    ['enable', 'on'],
  ]) {
    await asks(world, PEOPLE.admin, '/shub standards');
    await presses(world, PEOPLE.admin, `standard:${press}`, 'FSBP 1.0.0');
    await world.minutes(4);
    expect(notices().at(-1)).toContain(`FSBP 1.0.0 is ${end}`);
  }
  expect(notices()).toHaveLength(3);
});

test.each([
  ['INCOMPLETE', 'NO_AVAILABLE_CONFIGURATION_RECORDER', "Turn on AWS Config's recorder"],
  ['FAILED', 'INTERNAL_ERROR', 'ask AWS Support'],
] as const)(
  'a standard that ends %s is told with the reason and what to do, in the channel and in the list',
  async (status, reason, words) => {
    world.hub.standards.endsAs(FSBP, { status, reason });
    await asks(world, PEOPLE.admin, '/shub standards');
    await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
    await world.minutes(4);
    expect(notices()).toEqual([expect.stringContaining('❌ *FSBP 1.0.0 is not on as it should be*')]);
    expect(notices()[0]?.replaceAll('\n', ' ')).toContain(words);
    await asks(world, PEOPLE.viewer, '/shub standards');
    expect(answered(world, PEOPLE.viewer)).toContain(words);
  },
);

test('two who press at once switch it on once, and one of them is told who was faster', async () => {
  const policy = `defaultChannel: ${ALERTS}\nroles: { admin: [${PEOPLE.admin}, ${PEOPLE.approver}] }`;
  await world.stop();
  world = await aWorld({ policy });
  await asks(world, PEOPLE.admin, '/shub standards');
  await asks(world, PEOPLE.approver, '/shub standards');
  await pressing(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  await presses(world, PEOPLE.approver, 'standard:enable', 'FSBP 1.0.0');
  expect(Object.keys(world.hub.standards.enabled())).toEqual([FSBP]);
  const both = [PEOPLE.admin, PEOPLE.approver].map((who) => answered(world, who)).join('\n');
  expect(both.match(/→ FSBP 1\.0\.0 is being switched on/g)).toHaveLength(2);
  expect(both).toMatch(/→ FSBP 1.0.0 is being switched on already, asked for by <@U0(DAN|CLARA)>/);
  await world.minutes(4);
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
});

test('one that somebody switched on in the console is followed too, and not switched on again', async () => {
  await asks(world, PEOPLE.admin, '/shub standards');
  const client = new SecurityHubClient({ region: 'eu-west-1', endpoint: world.hub.url });
  await client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: FSBP }] }));
  client.destroy();
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  expect(changes()).toEqual(['BatchEnableStandards']);
  await world.minutes(4);
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
});

test('what AWS does not let shub do is said with the permission that is missing, and nothing is followed', async () => {
  world.hub.deny('securityhub:BatchEnableStandards');
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  await world.minutes(4);
  expect(world.told(PEOPLE.admin).join()).toContain('it lacks `securityhub:BatchEnableStandards`');
  expect(notices()).toEqual([]);
});

test('throttles are waited for, in reading and in switching', async () => {
  const answer = { status: 429, headers: { 'x-amzn-errortype': 'TooManyRequestsException' }, body: { Message: 'Too Many Requests' } };
  world.hub.faults.add({ operation: 'GetEnabledStandards', fault: { do: 'answer', answer }, times: 4 });
  await asks(world, PEOPLE.admin, '/shub standards');
  await world.minutes(1);
  expect(answered(world, PEOPLE.admin)).toContain('Standards: 0 of');
  world.hub.faults.add({ operation: 'BatchEnableStandards', fault: { do: 'answer', answer }, times: 2 });
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  await world.minutes(4);
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
});

test('an answer of Security Hub that is lost changes nothing about it', async () => {
  world.hub.faults.add({ operation: 'BatchEnableStandards', fault: { do: 'lose answer' }, times: 3 });
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:enable', 'FSBP 1.0.0');
  await world.minutes(8);
  expect(world.hub.standards.enabled()).toEqual({ [FSBP]: 'READY' });
  expect(notices()).toEqual([expect.stringContaining('✅ *FSBP 1.0.0 is on*')]);
});

test('who switched which standard is on record, before and after', async () => {
  await asks(world, PEOPLE.admin, '/shub standards');
  await presses(world, PEOPLE.admin, 'standard:enable', 'PCI DSS 4.0.1');
  const chain = await world.services.audit.chain(PCI);
  expect(chain.map(({ phase, who, action, result }) => ({ phase, who, action, result }))).toEqual([
    { phase: 'started', who: PEOPLE.admin, action: 'standard', result: undefined },
    { phase: 'done', who: PEOPLE.admin, action: 'standard', result: 'ENABLED' },
  ]);
});

test('while Security Hub is off, that is what is said, with who can help', async () => {
  const client = new SecurityHubClient({ region: 'eu-west-1', endpoint: world.hub.url });
  await client.send(new DisableSecurityHubCommand({}));
  client.destroy();
  await asks(world, PEOPLE.viewer, '/shub standards');
  expect(world.told(PEOPLE.viewer).join()).toContain('Security Hub is off in this account and region');
});

test.each(['viewer', 'responder', 'approver', 'nobody', 'guest'] as const)(
  'a %s who finds such a button all the same changes nothing',
  async (who) => {
    await asks(world, PEOPLE.admin, '/shub standards');
    const message = world.slack.state.messages.get(ALERTS)?.findLast((each) => each.ephemeralFor === PEOPLE.admin);
    const { ts = '' } = message ?? {};
    await world.slack
      .as(PEOPLE[who])
      .act({ channel: ALERTS, ts }, { actionId: 'standard:enable' })
      .catch(() => undefined);
    await world.minutes(1);
    expect(world.hub.standards.enabled()).toEqual({});
  },
);
