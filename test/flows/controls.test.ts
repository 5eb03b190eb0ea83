import { BatchEnableStandardsCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { answer, answered, asks, presses } from '../support/tickets.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

const FSBP = 'arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0';
const bucket = (name: string) => ({ type: 'AwsS3Bucket', id: `arn:aws:s3:::${name}` });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  const client = new SecurityHubClient({ region: 'eu-west-1', endpoint: world.hub.url });
  await client.send(new BatchEnableStandardsCommand({ StandardsSubscriptionRequests: [{ StandardsArn: FSBP }] }));
  client.destroy();
  await world.minutes(3);
  world.hub.runControl({ control: 'S3.8', status: 'FAILED', resources: [bucket('a'), bucket('b'), bucket('c')] });
  world.hub.runControl({ control: 'S3.1', status: 'PASSED', resources: [bucket('a')] });
  await world.minutes(1);
});
afterEach(() => world.stop());

const Menu = z.object({
  accessory: z.object({
    type: z.literal('overflow'),
    action_id: z.string(),
    options: z.array(z.object({ text: z.object({ text: z.string() }), value: z.string() })),
  }),
  block_id: z.string(),
});

/** Chooses what the menu of this control offers, in the newest answer. */
async function chooses(who: string, control: string) {
  const { ts, blocks } = answer(world, who);
  const menus = blocks.flatMap((block) => Menu.safeParse(block).data ?? []);
  const menu = menus.find(({ accessory }) => accessory.options[0]?.text.text.includes(`${control} `));
  const [value] = menu?.accessory.options ?? [];
  if (!menu || !value) throw new Error(`no menu for ${control}`);
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: menu.accessory.action_id, blockId: menu.block_id, value });
  await world.settle();
}

async function writes(who: string, text: string) {
  const answered = await world.slack.as(who).submit({ note: { text: { type: 'plain_text_input', value: text } } });
  await world.settle();
  return answered;
}

const notices = (): string[] =>
  world
    .cards()
    .map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'))
    .filter((text) => text.includes('switched o'));

const switches = (): number => world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateStandardsControlAssociations').length;

test('everyone who may look sees what fails, with how many checks, and how the rest stands', async () => {
  await asks(world, PEOPLE.viewer, '/shub controls fsbp');
  const failed = answered(world, PEOPLE.viewer);
  expect(failed).toContain('📐 *FSBP 1.0.0* · failed');
  expect(failed).toMatch(/1 of 2 controls pass · 1 fail · \d+ without data/);
  expect(failed).toMatch(/\*S3\.8\* .*\n.*❌ 3 failed checks/);
  expect(failed).not.toContain('*S3.1*');

  await presses(world, PEOPLE.viewer, 'controls:passed');
  expect(answered(world, PEOPLE.viewer)).toMatch(/\*S3\.1\* .*\n.*✅ passes/);
  await presses(world, PEOPLE.viewer, 'controls:off');
  expect(answered(world, PEOPLE.viewer)).toContain('None of its controls is switched off.');
  expect(JSON.stringify(answer(world, PEOPLE.viewer).blocks)).not.toContain('overflow');
});

test('all controls page forth and back in place', async () => {
  await asks(world, PEOPLE.viewer, '/shub controls fsbp');
  await presses(world, PEOPLE.viewer, 'controls:all');
  const first = answered(world, PEOPLE.viewer);
  await presses(world, PEOPLE.viewer, 'controls:next');
  expect(answered(world, PEOPLE.viewer)).toContain('page 2 of');
  await presses(world, PEOPLE.viewer, 'controls:previous');
  expect(answered(world, PEOPLE.viewer)).toBe(first);
  expect(world.told(PEOPLE.viewer)).toHaveLength(1);
});

test('from the list of standards one comes to its controls, and back, without typing', async () => {
  await asks(world, PEOPLE.viewer, '/shub standards');
  await presses(world, PEOPLE.viewer, 'standard:controls', 'FSBP');
  expect(answered(world, PEOPLE.viewer)).toContain('*FSBP 1.0.0* · failed');
  await presses(world, PEOPLE.viewer, 'standards:list');
  expect(answered(world, PEOPLE.viewer)).toContain('Standards: 1 of');
});

test('a control is switched off with a reason, which Security Hub keeps and the list and the channel show', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  expect(JSON.stringify(world.slack.as(PEOPLE.admin).modals())).toContain('*S3.8* in FSBP 1.0.0');
  await writes(PEOPLE.admin, 'Public on purpose: it is our website');
  expect(answered(world, PEOPLE.admin)).toContain('→ S3.8 is now switched off in FSBP 1.0.0.');
  expect(notices()).toEqual([expect.stringContaining('Reason: Public on purpose: it is our website')]);
  expect(notices()[0]).toContain('asked for by <@U0DAN>');

  await presses(world, PEOPLE.admin, 'controls:off');
  expect(answered(world, PEOPLE.admin)).toMatch(/🚫 \*S3\.8\* .*\nswitched off · .*“Public on purpose: it is our website”/);
  const chain = await world.services.audit.chain(`${FSBP}|S3.8`);
  expect(chain.map(({ phase, who, reason, result }) => [phase, who, reason, result])).toEqual([
    ['started', PEOPLE.admin, 'Public on purpose: it is our website', undefined],
    ['done', PEOPLE.admin, 'Public on purpose: it is our website', 'DISABLED'],
  ]);

  await chooses(PEOPLE.admin, 'S3.8');
  expect(answered(world, PEOPLE.admin)).toContain('→ S3.8 is now switched on in FSBP 1.0.0.');
  expect(notices()).toHaveLength(2);
  expect(switches()).toBe(2);
});

test('without a reason nothing is switched off', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  expect(JSON.stringify((await writes(PEOPLE.admin, '  x ')).body)).toContain('at least 3 characters');
  expect(switches()).toBe(0);
});

test('what was switched off meanwhile is said to be so, and not done again', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  await writes(PEOPLE.admin, 'first reason');
  await world.services.queues.request(
    {
      kind: 'switch control',
      who: PEOPLE.admin,
      channel: ALERTS,
      press: 'another',
      askedAt: new Date(world.clock.now()).toISOString(),
      control: 'S3.8',
      to: { on: false, reason: 'second reason' },
      from: { standard: (await world.services.standards.list()).find(({ arn }) => arn === FSBP)?.key ?? '', list: 'off', page: 1 },
    },
    'admin',
  );
  await world.settle();
  expect(answered(world, PEOPLE.admin)).toContain('→ S3.8 was already switched off in FSBP 1.0.0.');
  expect(switches()).toBe(1);
  expect(notices()).toHaveLength(1);
});

test('when the answer of Security Hub is lost, it is done once, told once and on record', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  world.hub.faults.add({ operation: 'BatchUpdateStandardsControlAssociations', fault: { do: 'lose answer' }, times: 3 });
  await writes(PEOPLE.admin, 'for a reason');
  await world.minutes(5);
  expect(notices()).toHaveLength(1);
  expect((await world.services.audit.chain(`${FSBP}|S3.8`)).map(({ phase }) => phase)).toEqual(['started', 'done']);
  expect(world.told(PEOPLE.admin).join()).toContain('S3.8 is now switched off');
});

test('interrupted after the channel was told, it goes on without telling it again', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  const redrawing = (body: string) => body.includes('now switched off');
  world.sqs.faults.add({ operation: 'SendMessage', fault: { do: 'refuse' }, times: 3, when: ({ body }) => redrawing(body.toString()) });
  await writes(PEOPLE.admin, 'for a reason');
  expect(notices()).toHaveLength(1);
  await world.minutes(5);
  expect(notices()).toHaveLength(1);
  expect(switches()).toBe(1);
  expect(world.told(PEOPLE.admin).join()).toContain('S3.8 is now switched off');
});

test('what AWS does not let shub do is said with the permission that is missing', async () => {
  world.hub.deny('securityhub:BatchUpdateStandardsControlAssociations');
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await chooses(PEOPLE.admin, 'S3.8');
  await writes(PEOPLE.admin, 'for a reason');
  expect(world.told(PEOPLE.admin).join()).toContain('it lacks `securityhub:BatchUpdateStandardsControlAssociations`');
  expect(notices()).toEqual([]);
});

test.each([
  ['/shub controls', 'Of which standard? Such as `/shub controls fsbp`'],
  ['/shub controls fspb', 'Did you mean `fsbp`?'],
  ['/shub controls nist', 'Which of them: `nist 800-53 5.0.0`, `nist 800-171 2.0.0`?'],
  ['/shub controls pci dss 4.0.1', 'PCI DSS 4.0.1 is not on'],
])('%s is answered with what would be right', async (typed, words) => {
  const at = await asks(world, PEOPLE.viewer, typed);
  expect(`${at}${world.told(PEOPLE.viewer).join()}`).toContain(words);
});

test.each(['FSBP 1.0.0', 'foundational', FSBP])('"%s" means the same standard', async (typed) => {
  await asks(world, PEOPLE.viewer, `/shub controls ${typed}`);
  expect(answered(world, PEOPLE.viewer)).toContain('*FSBP 1.0.0* · failed');
});

test('after a standard or a control was switched the score is counted anew', async () => {
  await asks(world, PEOPLE.admin, '/shub controls fsbp');
  await asks(world, PEOPLE.viewer, '/shub score fsbp');
  expect(answered(world, PEOPLE.viewer)).toContain('1 of 2 controls pass');
  await chooses(PEOPLE.admin, 'S3.8');
  await writes(PEOPLE.admin, 'for a reason');
  await asks(world, PEOPLE.viewer, '/shub score fsbp');
  expect(answered(world, PEOPLE.viewer)).toContain('1 switched off');
});
