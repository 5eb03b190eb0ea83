import { afterEach, beforeEach, expect, test } from 'vitest';
import { aControlAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { suppresses, suppressForm } from '../support/suppressing.ts';
import { answer, answered, asks, presses } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

const { responder: ANA, other: BRUNO, approver: CLARA, viewer: VERA, nobody: NICK } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** The files that somebody was given. */
const files = () => [...world.slack.state.files.values()].map(({ content }) => Buffer.from(content).toString('utf8'));

async function suppressNewest(who: string, text: string, until: string): Promise<void> {
  const ts = world.cards().at(-1)?.ts ?? '';
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'finding:suppress' });
  await world.slack.as(who).submit(suppressForm(text, until));
  await world.settle();
}

test('the register names what is suppressed, why, by whom and until when, and what ends first is first', async () => {
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'Honeypot of the research team', '2026-09-01');
  await world.arrives(aControlAsff());
  await suppressNewest(BRUNO, 'Closed by a firewall', '2026-03-20');

  await asks(world, VERA, '/shub exceptions');
  const list = answered(world, VERA);
  expect(list).toContain('🔕 *Suppressions in force* · 2 · 1 ending within 30 days');
  expect(list).toContain('*accepted risk*: “Honeypot of the research team”');
  expect(list).toMatch(/until \*<!date[^>]*\|2026-03-20>\* · by <@U0BRUNO>/);
  expect(list.indexOf('Closed by a firewall')).toBeLessThan(list.indexOf('Honeypot'));
  expect(JSON.stringify(answer(world, VERA).blocks)).not.toContain('exception:end');
});

test('a responder ends one before its time: the finding is NEW, the card says so, and the list has it no more', async () => {
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  await asks(world, BRUNO, '/shub exceptions');
  await presses(world, BRUNO, 'exception:end');
  expect(world.statuses()).toEqual(['NEW']);
  expect(world.drawn()).toContain('*Re-opened* by <@U0BRUNO>');
  expect(answered(world, BRUNO)).toContain('You have ended this suppression; the finding is new again.');
  expect(answered(world, BRUNO)).toContain('🔕 *Suppressions in force* · 0');
});

test('what somebody else has ended meanwhile is told to whoever ends it from an old list', async () => {
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  await asks(world, BRUNO, '/shub exceptions');
  await world.press(ANA, 'reopen');
  await presses(world, BRUNO, 'exception:end');
  expect(world.told(BRUNO).join()).toContain('<@U0ANA> has re-opened this meanwhile');
});

test('nothing suppressed is said in words, and nobody without a role learns even that', async () => {
  await asks(world, VERA, '/shub exceptions');
  expect(answered(world, VERA)).toContain('Nothing is suppressed from Slack.');
  expect(await asks(world, NICK, '/shub exceptions')).toContain('This needs the role viewer');
});

test('the whole register comes as a file, and a reason that looks like a formula is none there', async () => {
  await world.arrives(aGuardDutyAsff());
  await suppresses(world, ANA, '=HYPERLINK("https://evil.example")', '2026-03-20');
  await asks(world, VERA, '/shub exceptions');
  await presses(world, VERA, 'exceptions:csv');
  expect(files()[0]).toContain('until,since,owner,approver,reason,text,severity');
  expect(files()[0]).toContain(`${ANA},,accepted risk,"'=HYPERLINK(""https://evil.example"")"`);

  await asks(world, VERA, '/shub exceptions');
  await presses(world, VERA, 'exceptions:json');
  expect(JSON.parse(files()[1] ?? '')).toMatchObject({ exceptions: [{ by: ANA, approvedBy: null, until: '2026-03-20T12:00:00.000Z' }] });
});

test('list, CSV and JSON each name owner, approver, reason, end and all that is hidden', async () => {
  await world.stop();
  world = await aWorld({ policy: `${POLICY}\nsuppress: { approval: { severities: [HIGH] } }\n` });
  const [machine, role] = ['arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc1234', 'arn:aws:iam::111122223333:role/miner'];
  const Resources = [
    { Type: 'AwsEc2Instance', Id: machine },
    { Type: 'AwsIamRole', Id: role },
  ];
  await world.arrives(aGuardDutyAsff({ Resources }));
  await suppresses(world, ANA, 'Honeypot', '2026-03-20');
  const asked = world.replies().find(({ attachments }) => JSON.stringify(attachments).includes('suppression:approve'));
  await world.slack.as(CLARA).act({ channel: ALERTS, ts: asked?.ts ?? '' }, { actionId: 'suppression:approve' });
  await world.settle();

  const id = String([...world.hub.findings.values()][0]?.Id);
  await asks(world, VERA, '/shub exceptions');
  const list = answered(world, VERA);
  expect(list).toMatch(/i-0abc1234` and 1 more · .*111122223333.* · eu-west-1/);
  expect(list).toMatch(/until \*<!date[^>]*\|2026-03-20>\* · by <@U0ANA> since .* · approved by <@U0CLARA>/);

  await presses(world, VERA, 'exceptions:csv');
  await asks(world, VERA, '/shub exceptions');
  await presses(world, VERA, 'exceptions:json');
  const [csv = '', json = ''] = files();
  expect(csv).toContain(`,${ANA},${CLARA},accepted risk,Honeypot,HIGH,`);
  expect(csv).toContain(`,111122223333,eu-west-1,${machine} ${role},1,${id}`);
  const who = { by: ANA, approvedBy: CLARA, reasonClass: 'accepted risk', text: 'Honeypot', until: '2026-03-20T12:00:00.000Z' };
  const what = { account: '111122223333', findingIds: [id], finding: { region: 'eu-west-1', resources: [machine, role] } };
  expect(JSON.parse(json)).toMatchObject({ exceptions: [{ ...who, ...what }] });
});

test('nine suppressions are two pages', async () => {
  for (let i = 0; i < 9; i++) {
    await world.arrives(aGuardDutyAsff({ Id: `arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/${i}` }));
    await suppressNewest(ANA, `Honeypot ${i}`, `2026-04-${10 + i}`);
  }
  await asks(world, VERA, '/shub exceptions');
  expect(answered(world, VERA)).toContain('page 1 of 2');
  expect(answered(world, VERA)).not.toContain('Honeypot 8');
  await presses(world, VERA, 'exceptions:next');
  expect(answered(world, VERA)).toContain('Honeypot 8');
}, 60_000);
