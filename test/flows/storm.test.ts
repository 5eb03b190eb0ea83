import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { wakeChannels } from '../../src/flows/wake-channels.ts';
import { anAsff } from '../fixtures/asff.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { violations } from '../slack/limits.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** Many minutes of many cards go by. */
vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const CRITICAL = { Severity: { Label: 'CRITICAL', Normalized: 90 } };

/** So many findings that are each a problem of their own. */
const many = (count: number, more: Record<string, unknown> = {}, name = 'one') =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `${name}-${i}`, Title: `Finding ${name}-${i}`, ...more }));

const head = () =>
  world.cards().find(({ blocks }) => JSON.stringify(blocks).includes('at once') || JSON.stringify(blocks).includes('storm is over'));
const sheets = () => world.cards().filter(({ text }) => text.includes('of the storm'));
const single = () => world.cards().filter((message) => message !== head() && !sheets().includes(message));
const rows = () => sheets().flatMap(({ blocks }) => blocks.filter((block) => 'accessory' in block));
const read = (message: unknown) => textsIn(message).join('\n');

test('fifteen new cards at once are fifteen messages, and no storm', async () => {
  await world.arrives(...many(15));
  await world.minutes(2);
  expect(world.cards()).toHaveLength(15);
  expect(head()).toBeUndefined();
});

test('a hundred at once are one head, criticals with cards of their own, and the rest on sheets of forty, each once', async () => {
  await world.arrives(...many(100), ...many(3, CRITICAL, 'critical'));
  await world.minutes(2);

  expect(
    sheets()
      .map(({ blocks }) => blocks.filter((block) => 'accessory' in block).length)
      .sort((a, b) => a - b)
      .at(-1),
  ).toBeLessThanOrEqual(40);
  const shown = [...rows(), ...single()].map((message) => /Finding ([a-z]+-\d+)/.exec(JSON.stringify(message))?.[1]);
  expect(shown).toHaveLength(103);
  expect(new Set(shown).size).toBe(103);
  expect(single().filter(({ text }) => text.startsWith('CRITICAL'))).toHaveLength(3);
  expect(world.cards().length).toBeLessThan(30);
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test('the head counts everything by severity, product and account, and is closed with the totals', async () => {
  await world.arrives(...many(60), ...many(30, { AwsAccountId: '444455556666' }, 'other'), ...many(2, CRITICAL, 'critical'));
  expect(read(head()?.blocks)).toContain('at once');

  await world.minutes(6);
  const said = read(head()?.blocks);
  expect(said).toContain('The storm is over: 92 findings');
  expect(said).toContain('🔴 2 CRITICAL · 🟠 90 HIGH');
  expect(said).toContain('By product: GuardDuty 92');
  expect(said).toMatch(/By account: .*62 · 444455556666 30/);
  expect(said).not.toContain('waiting');
});

test('a second storm has a head of its own', async () => {
  await world.arrives(...many(30));
  await world.minutes(6);
  await world.arrives(...many(30, {}, 'later'));
  await world.minutes(6);
  const heads = world.cards().filter(({ blocks }) => read(blocks).includes('The storm is over: 30 findings'));
  expect(heads).toHaveLength(2);
});

test('while cards wait, the head says how many and for how long, and in the end none does', async () => {
  world.hub.imports(...many(200));
  await world.settle(3_000);
  expect(read(head()?.blocks)).toMatch(/⏳ \d+ waiting, oldest 0 min/);
  await world.minutes(3);
  expect(read(head()?.blocks)).not.toContain('waiting');
  expect(rows().length + single().length).toBe(200);
});

test('Open on a sheet shows the card to whoever presses, and a press there changes Security Hub and the row', async () => {
  await world.arrives(...many(40));
  await world.minutes(1);
  const [sheet] = sheets();
  const [block] = sheet?.blocks.filter((one) => 'accessory' in one) ?? [];
  if (!sheet || !block) throw new Error('no sheet');
  const ana = world.slack.as(PEOPLE.responder);
  await ana.act({ channel: ALERTS, ts: sheet.ts }, { actionId: 'findings:show', blockId: String(block.block_id) });
  await world.settle();
  const opened = ana
    .sees(ALERTS)
    .filter(({ ephemeralFor }) => ephemeralFor === PEOPLE.responder)
    .at(-1);
  expect(read(opened?.attachments)).toContain('Finding');

  await ana.act({ channel: ALERTS, ts: opened?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.settle();
  expect(world.statuses().filter((status) => status === 'NOTIFIED')).toHaveLength(1);
  expect(read(sheets().map(({ blocks }) => blocks))).toContain('Acknowledged by <@U0ANA>');
  expect(world.replies()).toHaveLength(1);
  expect(read(world.replies()[0]?.blocks)).toMatch(/Finding one-\d+.*Acknowledged/);
  expect(world.told(PEOPLE.responder).at(-1)).toContain(`Done: acknowledged. The card in <#${ALERTS}> shows it.`);
});

test('a listed finding that is resolved elsewhere changes its row, once for all that changed', async () => {
  await world.arrives(...many(40));
  await world.minutes(1);
  const before = world.slack.calls.filter(({ operation }) => operation === 'chat.update').length;
  await world.arrives(...many(40, { RecordState: 'ARCHIVED', UpdatedAt: '2026-03-02T09:30:00.000Z' }));
  await world.minutes(3);
  expect(read(sheets().map(({ blocks }) => blocks)).match(/ARCHIVED/g)?.length).toBe(rows().length);
  const edits = world.slack.calls.filter(({ operation }) => operation === 'chat.update').length - before;
  expect(edits).toBeLessThanOrEqual(single().length + 2 * sheets().length + 3);
});

test('one that comes back after it was closed on a sheet gets a message of its own', async () => {
  await world.arrives(...many(40));
  await world.minutes(1);
  const before = single().length;
  const [listed] = rows();
  const name = /Finding (one-\d+)/.exec(JSON.stringify(listed))?.[1];
  const finding = (more: Record<string, unknown>) => aGuardDutyAsff({ Id: name, Title: `Finding ${name}`, ...more });
  await world.arrives(finding({ RecordState: 'ARCHIVED', UpdatedAt: '2026-03-02T09:30:00.000Z' }));
  await world.arrives(finding({ UpdatedAt: '2026-03-02T09:40:00.000Z' }));
  await world.minutes(2);
  expect(single()).toHaveLength(before + 1);
  expect(read(single().at(-1)?.blocks)).toContain(name);
});

test('a sheet of the longest findings is taken whole by Slack', async () => {
  const long = { Title: 'x'.repeat(250), Resources: [{ Type: 'Other', Id: `arn:aws:s3:::${'y'.repeat(200)}`, Region: 'eu-west-1' }] };
  await world.arrives(...Array.from({ length: 45 }, (_, i) => anAsff({ ...long, Id: `long-${i}`, GeneratorId: `g-${i}` })));
  await world.minutes(2);
  expect(sheets().length).toBeGreaterThan(0);
  expect(world.counted('RefusedCards')).toBe(0);
  for (const { text, blocks } of sheets())
    expect(violations({ text, blocks: blocks.map(({ block_id: _id, ...block }) => block), attachments: [] })).toEqual([]);
});

test.each(['lose answer', 'refuse'] as const)('a sheet on whose way the wire does "%s" is there once in the end', async (fault) => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, skip: 1, fault: { do: fault } });
  await world.arrives(...many(50));
  await world.minutes(5);
  const shown = [...rows(), ...single()].map((message) => /Finding ([a-z]+-\d+)/.exec(JSON.stringify(message))?.[1]);
  expect(shown.length).toBe(new Set(shown).size);
  expect(new Set(shown).size).toBe(50);
});

test('when Slack takes no sheet in any form, what was on it comes as cards of their own', async () => {
  const sheet = ({ body }: { body: Buffer }) => decodeURIComponent(body.toString().replaceAll('+', ' ')).includes('of the storm');
  const refusal = { do: 'answer', answer: { status: 200, body: { ok: false, error: 'msg_blocks_too_long' } } } as const;
  world.slack.faults.add({ operation: 'chat.postMessage', when: sheet, times: 100, fault: refusal });
  await world.arrives(...many(30));
  await world.minutes(3);
  expect(sheets()).toEqual([]);
  const shown = single().map((message) => /Finding ([a-z]+-\d+)/.exec(JSON.stringify(message))?.[1]);
  expect(shown).toHaveLength(30);
  expect(new Set(shown).size).toBe(30);
});

/** All of them wait before the first of them can be posted. */
async function waits(...findings: Record<string, unknown>[]): Promise<void> {
  await world.services.channels.setPaused(ALERTS, { by: PEOPLE.admin, at: new Date().toISOString() });
  await world.arrives(...findings);
  await world.services.channels.setPaused(ALERTS, undefined);
  await wakeChannels([ALERTS], world.services);
}

test('a flood from one product of an account goes to sheets whole, and the criticals of others still have cards of their own', async () => {
  await waits(...many(501, CRITICAL, 'flood'), ...many(2, { ...CRITICAL, AwsAccountId: '444455556666' }, 'quiet'));
  await world.settle(20_000);
  expect(rows()).toHaveLength(501);
  expect(single().map((message) => /Finding ([a-z]+)-/.exec(JSON.stringify(message))?.[1])).toEqual(['quiet', 'quiet']);
}, 180_000);

test('what the head counts as shown and as waiting is at every moment what there is', async () => {
  await waits(...many(200));
  const totals = new Set<string | undefined>();
  for (let second = 0; second < 25; second++) {
    await world.settle(1_000);
    totals.add(/(\d+) findings at once/.exec(read(head()?.blocks))?.[1]);
  }
  expect([...totals]).toEqual(['200']);
});

test('how much waits, and for how long, can be read in CloudWatch', async () => {
  await world.arrives(...many(100));
  await world.minutes(2);
  const measured = (metric: string) => world.lines.filter(({ event }) => event === metric).map(({ facts }) => Number(facts.by));
  expect(Math.max(...measured('CardsWaiting'))).toBeGreaterThan(15);
  expect(measured('OldestWaitingSeconds').every((seconds) => seconds >= 0)).toBe(true);
});
