import { afterEach, beforeEach, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { pagesOf } from '../support/outlets.ts';
import { answered, asks, presses } from '../support/tickets.ts';
import { aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

/** Open since long before shub came; each is a problem of its own. */
const old = (count: number, Label = 'HIGH') =>
  Array.from({ length: count }, (_, i) =>
    anAsff({
      Id: `${Label}-${i}`,
      CreatedAt: '2026-01-10T00:00:00.000Z',
      Severity: { Label },
      Resources: [{ Type: 'Other', Id: `${Label}-resource-${i}` }],
    }),
  );

/** No event brings them: only who asks Security Hub finds them. */
function unheardOf(...findings: Record<string, unknown>[]): void {
  world.bus.rule({ name: 'shub-findings', pattern: { source: ['nobody'] }, targets: [] });
  world.hub.imports(...findings);
}

const readingPages = { operation: 'GetFindings', when: ({ body }: { body: Buffer }) => body.includes('SeverityLabel') };

const sweep = async (scope = 'high') => {
  await asks(world, PEOPLE.admin, `/shub sweep ${scope}`);
  await presses(world, PEOPLE.admin, 'sweep:start', 'Alert');
};

/** The message of the sweep, as everybody in the channel sees it. */
const progress = (): string[] =>
  world.cards().flatMap((message) => {
    const text = textsIn(message).join('\n');
    return /Swe(pt|eping) open|are alerted; their/.test(text) ? [text] : [];
  });

/** The problems that have an alert page, and so a card; one twice shows twice. */
const alerted = () => pagesOf(world).map(({ findingId }) => findingId);

test('a sweep says first how much it would go through, and alerts nothing until that was confirmed', async () => {
  unheardOf(...old(3), ...old(1, 'CRITICAL'), ...old(2, 'MEDIUM'));
  await asks(world, PEOPLE.admin, '/shub sweep high');
  expect(answered(world, PEOPLE.admin)).toContain('4 open findings are HIGH or CRITICAL. Alert them all?');
  expect(world.cards()).toEqual([]);

  await presses(world, PEOPLE.admin, 'sweep:start', 'Alert');
  await world.minutes(2);
  expect(alerted()).toHaveLength(4);
  expect(progress()).toEqual([expect.stringContaining('✅ *Swept open HIGH and CRITICAL findings*')]);
  expect(progress()[0]).toContain('4 found');
  expect(progress()[0]).toContain('4 newly alerted: 4 delivered, 0 waiting');
  expect(world.verdicts().filter((verdict) => verdict === 'alert: asked for by a sweep')).toHaveLength(4);
});

test('`sweep critical` leaves HIGH alone', async () => {
  unheardOf(...old(2), ...old(1, 'CRITICAL'));
  await sweep('critical');
  await world.minutes(2);
  expect(alerted()).toEqual(['CRITICAL-0']);
});

test('what was adopted at installation is alerted, and what was alerted already is not alerted again', async () => {
  await world.arrives(...old(2));
  await world.arrives(anAsff({ Id: 'news', Severity: { Label: 'HIGH' } }));
  expect(alerted()).toEqual(['news']);

  await sweep();
  await world.minutes(2);
  expect(alerted().toSorted()).toEqual(['HIGH-0', 'HIGH-1', 'news']);
  expect(progress()[0]).toContain('1 already alerted');
  expect(progress()[0]).toContain('2 newly alerted');

  await sweep();
  await world.minutes(2);
  expect(alerted()).toHaveLength(3);
  expect(progress()[1]).toContain('3 already alerted');
});

test('250 findings are paged through within the throttle, and each is alerted once', { timeout: 120_000 }, async () => {
  world.hub.throttles.on = true;
  unheardOf(...old(250));
  await sweep();
  await world.minutes(6);

  expect(new Set(alerted()).size).toBe(250);
  expect(alerted()).toHaveLength(250);
  expect(progress()[0]).toContain('250 newly alerted: 250 delivered, 0 waiting');
  expect(world.hub.calls.filter(({ operation, status }) => operation === 'GetFindings' && status === 429)).toEqual([]);
});

test('a sweep that is interrupted at every page goes on where it was and alerts each once', { timeout: 120_000 }, async () => {
  unheardOf(...old(210));
  for (const skip of [0, 1, 2]) world.hub.faults.add({ ...readingPages, skip, times: 3, fault: { do: 'refuse' } });
  await sweep();
  await world.minutes(8);

  expect(world.hub.faults.rules).toEqual([]);
  expect(new Set(alerted()).size).toBe(210);
  expect(alerted()).toHaveLength(210);
  expect(progress()).toEqual([expect.stringContaining('210 newly alerted: 210 delivered, 0 waiting')]);
});

test('a worker that dies in the middle of a page is followed by another, which counts alike', async () => {
  unheardOf(...old(12));
  const body = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
  const writing = ({ body: sent }: { body: Buffer }) => sent.includes('"FINDING#');
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: writing,
    skip: 5,
    times: 1,
    fault: { do: 'answer', answer: { status: 400, body } },
  });
  await sweep();
  await world.minutes(5);

  expect(alerted()).toHaveLength(12);
  expect(progress()).toEqual([expect.stringContaining('12 newly alerted')]);
});

test('a sweep whose place Security Hub has forgotten begins again, and neither alerts nor counts anything twice', {
  timeout: 120_000,
}, async () => {
  unheardOf(...old(120));
  // The second page does not come, for longer than a token is good for.
  world.hub.faults.add({ ...readingPages, skip: 1, times: 3, fault: { do: 'refuse' } });
  await sweep();
  await world.clock.advance(70 * 60_000);
  await world.minutes(6);

  expect(world.lines.map(({ event }) => event)).toContain('sweep begins again: Security Hub has forgotten its place');
  expect(alerted()).toHaveLength(120);
  expect(new Set(alerted()).size).toBe(120);
  expect(progress()[0]).toContain('120 found');
  expect(progress()[0]).toContain('120 newly alerted');
  expect(progress()[0]).toContain('0 already alerted');
});

test('of two sweeps at once the second is not begun, and whoever asked hears of the first', async () => {
  unheardOf(...old(2));
  await asks(world, PEOPLE.admin, '/shub sweep high');
  world.hub.faults.add({ ...readingPages, fault: { do: 'refuse' } });
  await presses(world, PEOPLE.admin, 'sweep:start', 'Alert');
  await sweep();
  expect(answered(world, PEOPLE.admin)).toContain('began a sweep');
  expect(answered(world, PEOPLE.admin)).toContain('Nothing was begun');

  world.hub.faults.clear();
  await world.minutes(4);
  expect(alerted()).toHaveLength(2);
  expect(progress()).toHaveLength(1);
});

test('what no route wants is counted, and said', async () => {
  await world.stop();
  world = await aWorld({
    policy: `${POLICY.replace(/^defaultChannel.*$/m, '')}\nroutes: [{ name: criticals, when: { severity: CRITICAL }, channel: C0ALERTS }]\n`,
  });
  unheardOf(...old(2), ...old(1, 'CRITICAL'));
  await sweep();
  await world.minutes(2);
  expect(alerted()).toEqual(['CRITICAL-0']);
  expect(progress()[0]).toContain('2 not alerted: no route of the policy names a channel for them');
});

test.each(['viewer', 'responder', 'approver', 'nobody'] as const)('a %s cannot sweep', async (who) => {
  unheardOf(...old(1));
  expect(await asks(world, PEOPLE[who], '/shub sweep high')).toContain('admin');
  expect(world.hub.calls.filter(({ operation }) => operation === 'CreateInsight')).toEqual([]);
});

test('nothing open is said, and offers no button', async () => {
  await asks(world, PEOPLE.admin, '/shub sweep high');
  expect(answered(world, PEOPLE.admin)).toContain('nothing open of that severity');
});
