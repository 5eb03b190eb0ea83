import { afterEach, expect, test, vi } from 'vitest';
import { because, choosesAll, choosesTo, many, messagesOfMany, refOf, saidOfMany, sends, undoes, window } from '../support/bulk.ts';
import { eventsOf } from '../support/outlets.ts';
import { suppressForm } from '../support/suppressing.ts';
import { aWorld, inMenu, PEOPLE, POLICY, type TestWorld, textsIn } from '../support/world.ts';

/** Dozens of cards are posted first. */
vi.setConfig({ testTimeout: 90_000 });

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;

let world: TestWorld;
async function begin(count: number, policy = POLICY): Promise<void> {
  world = await aWorld({ policy });
  // Few at a time, so that each has a card of its own.
  const all = many(count);
  for (let from = 0; from < count; from += 10) {
    await world.arrives(...all.slice(from, from + 10));
    await world.minutes(1);
  }
}
afterEach(() => world.stop());

const statuses = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const status of world.statuses()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const cardOf = (place: number): string => world.cards().find((card) => JSON.stringify(card).includes(`Finding ${place} `))?.ts ?? '';
const drawn = (word: string): number =>
  world.cards().filter(({ blocks, attachments }) => textsIn([blocks, attachments]).join('\n').includes(`*${word}* by <@${ANA}>`)).length;

test('the preview says what each action would change and what it leaves alone, and why', async () => {
  await begin(37, `${POLICY}\nsuppress: { approval: { severities: [CRITICAL] } }\n`);
  world.hub.consoleUpdates([refOf(10), refOf(11)], { status: 'NOTIFIED', who: 'console/dan' });
  await world.settle();
  await choosesAll(world, ANA);
  expect(window(world, ANA)).toContain('Acknowledge: 35 open findings in 4 accounts, 5 of them CRITICAL');
  expect(window(world, ANA)).toContain('• 2 acknowledged already');

  await choosesTo(world, ANA, 'suppress');
  expect(window(world, ANA)).toContain('Suppress: 32 open findings in 4 accounts');
  expect(window(world, ANA)).not.toContain('of them CRITICAL');
  expect(window(world, ANA)).toContain('• 5 needs a second person');

  await choosesTo(world, ANA, 'reopen');
  expect(window(world, ANA)).toContain('Re-open: 2 findings in 2 accounts');
  expect(window(world, ANA)).toContain('• 35 new already');
});

test('37 are acknowledged at once: three fail and are named, one message says so, one event tells of it', async () => {
  await begin(37);
  world.hub.refuse(refOf(7), 'FindingNotFound');
  world.hub.refuse(refOf(8), 'ConcurrentUpdateError');
  world.hub.refuse(refOf(9), 'InternalFailure');
  // The first call as a whole is one too many, which is tried again.
  const throttled = { status: 429, body: { __type: 'TooManyRequestsException', Message: 'Rate exceeded' } };
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 1, fault: { do: 'answer', answer: throttled } });
  await choosesAll(world, ANA);
  await sends(world, ANA, because('We look at these together'));

  expect(statuses()).toEqual({ NOTIFIED: 34, NEW: 3 });
  const [said = '', ...more] = saidOfMany(world);
  expect(more).toEqual([]);
  expect(said).toContain('Acknowledged 34 of 37 findings');
  expect(said).toContain('3 not changed:');
  expect(said).toMatch(/Finding 7\b.*: Security Hub no longer has it/);
  expect(said).toMatch(/Finding 8\b.*: somebody else is changing it right now \(try again in a minute\)/);
  expect(said).toMatch(/Finding 9\b.*: Security Hub had an internal failure/);
  expect(world.replies()).toEqual([]);

  await world.minutes(3);
  expect(drawn('Acknowledged')).toBe(34);
  const events = eventsOf(world).filter(({ type }) => type === 'Findings Changed' || type === 'Finding Acknowledged');
  expect(events).toMatchObject([
    { type: 'Findings Changed', detail: { by: ANA, reason: 'We look at these together', action: 'acknowledge', changed: 34, failed: 3 } },
  ]);
  const record = await world.onRecord();
  expect(record.filter(({ phase }) => phase === 'started')).toHaveLength(37);
  expect(record.filter(({ phase, result }) => phase === 'done' && result === 'NOTIFIED')).toHaveLength(34);
  expect(new Set(record.map(({ who, action }) => `${who} ${action}`))).toEqual(new Set([`${ANA} acknowledge`]));
});

test('what Security Hub is busy with for a moment is tried again, and done', async () => {
  await begin(3);
  world.hub.refuse(refOf(0), 'ConcurrentUpdateError', { times: 2 });
  await choosesAll(world, ANA);
  await sends(world, ANA);
  expect(statuses()).toEqual({ NOTIFIED: 3 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Acknowledged 3 of 3 findings')]);
});

test('the cards are drawn again within the budget: Slack never has to ask shub to wait', async () => {
  await begin(37);
  await choosesAll(world, ANA);
  await sends(world, ANA);
  await world.minutes(3);
  expect(drawn('Acknowledged')).toBe(37);
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test('a form that is sent off twice does it once', async () => {
  await begin(5);
  await choosesAll(world, ANA);
  const { modals } = world.slack.as(ANA);
  const [form] = modals();
  await sends(world, ANA);
  const request = {
    kind: 'bulk',
    who: ANA,
    channel: 'C0ALERTS',
    selection: String(form?.view['private_metadata']),
    order: { action: 'acknowledge' },
  } as const;
  await world.services.queues.request(request, 'actions');
  await world.minutes(2);
  expect(saidOfMany(world)).toHaveLength(1);
  expect(world.hub.calls.filter(({ operation }) => operation === 'BatchUpdateFindings')).toHaveLength(1);
  expect((await world.onRecord()).filter(({ phase }) => phase === 'done')).toHaveLength(5);
});

test('a viewer is refused before anything is looked up', async () => {
  await begin(2);
  await choosesAll(world, VERA);
  expect(world.told(VERA).at(-1)).toContain('This needs the role responder');
  expect(world.slack.as(VERA).modals()).toEqual([]);
  expect(statuses()).toEqual({ NEW: 2 });
});

test('nobody carries on with what somebody else was shown', async () => {
  await begin(2);
  await choosesAll(world, ANA);
  const [form] = world.slack.as(ANA).modals();
  const request = {
    kind: 'bulk',
    who: BRUNO,
    channel: 'C0ALERTS',
    selection: String(form?.view['private_metadata']),
    order: { action: 'resolve', text: 'fixed' },
  } as const;
  await world.services.queues.request(request, 'actions');
  await world.settle();
  expect(world.told(BRUNO).join()).toContain('Choose the findings again');
  expect(statuses()).toEqual({ NEW: 2 });
});

test('what somebody changes between the preview and the deed is left alone, and said', async () => {
  await begin(5);
  await choosesAll(world, ANA);
  world.hub.consoleUpdates([refOf(2)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();
  await sends(world, ANA);
  expect(statuses()).toEqual({ NOTIFIED: 4, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Left alone: 1 changed since it was shown');
});

test('a card that a change of many could not change can be pressed on as before', async () => {
  await begin(3);
  world.hub.refuse(refOf(1), 'InvalidInput');
  await choosesAll(world, ANA);
  await sends(world, ANA);
  await world.minutes(2);
  await world.slack.as(BRUNO).act({ channel: 'C0ALERTS', ts: cardOf(1) }, { actionId: 'finding:acknowledge' });
  await world.settle();
  // The press itself is taken on: what refuses it is Security Hub again.
  expect(world.told(BRUNO).join()).toContain('Security Hub refused the change as invalid');
});

test('many are suppressed by the function that may, with reason, end and exception of each', async () => {
  await begin(6, `${POLICY}\nsuppress: { approval: { severities: [CRITICAL] } }\n`);
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'suppress');
  await sends(world, ANA, suppressForm('Honeypots of the research team', '2026-03-12'));
  expect(statuses()).toEqual({ NEW: 5, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Suppressed 1 of 6 findings');
  expect(saidOfMany(world)[0]).toContain('Left alone: 5 needs a second person');
  expect(await world.services.cards.exceptions(10)).toMatchObject([{ until: '2026-03-12T12:00:00.000Z' }]);
  expect(JSON.stringify([...world.hub.findings.values()].at(-1)?.Note)).toContain(
    'Suppressed until 2026-03-12 by ana (U0ANA) in Slack: accepted risk: Honeypots',
  );
});

test('a change of many is taken back within ten minutes: each stands as it was, but for what somebody has touched since', async () => {
  await begin(6);
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: cardOf(1) }, { actionId: 'finding:acknowledge' });
  await world.settle();
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('Rebuilt all of them'));
  expect(statuses()).toEqual({ RESOLVED: 6 });
  world.hub.consoleUpdates([refOf(4)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();

  await undoes(world, BRUNO);
  expect(statuses()).toEqual({ NEW: 4, NOTIFIED: 1, SUPPRESSED: 1 });
  const [said = '', ...more] = saidOfMany(world);
  expect(more).toEqual([]);
  expect(said).toContain('Taken back: 5 of 6 findings stand as before');
  expect(said).toContain('Left alone: 1 changed since');
  expect(said).not.toContain('Undo');
  await world.minutes(3);
  expect(drawn('Resolved')).toBe(0);
  expect(eventsOf(world).filter(({ type }) => type === 'Findings Changed')).toMatchObject([
    { detail: { by: ANA, undone: false } },
    { detail: { by: BRUNO, undone: true, changed: 5, leftAlone: 1 } },
  ]);
});

test('after ten minutes nothing offers to take it back, and an old button says why it does nothing', async () => {
  await begin(3);
  await choosesAll(world, ANA);
  await sends(world, ANA);
  const before = messagesOfMany(world)[0];
  expect(JSON.stringify(before)).toContain('bulk:undo');
  const job = /"value":"([0-9a-f]{32})"/.exec(JSON.stringify(before))?.[1] ?? '';
  await world.minutes(12);
  expect(JSON.stringify(messagesOfMany(world))).not.toContain('bulk:undo');
  await world.services.queues.request({ kind: 'undo bulk', who: BRUNO, channel: 'C0ALERTS', job }, 'actions');
  await world.settle();
  expect(world.told(BRUNO).join()).toContain('It was done more than ten minutes ago');
  expect(statuses()).toEqual({ NOTIFIED: 3 });
});

test('all on a sheet of a storm are changed, and what came of it is one line in the thread of the sheet', async () => {
  world = await aWorld();
  await world.arrives(...many(30));
  await world.minutes(3);
  const sheet = world.cards().find(({ text }) => text.includes('of the storm'));
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: sheet?.ts ?? '' }, { actionId: 'bulk:sheet' });
  await world.settle();
  const listed = Number(/^(\d+)/.exec(sheet?.text ?? '')?.[1]);
  expect(listed).toBeGreaterThan(10);
  expect(window(world, ANA)).toContain(`Acknowledge: ${listed} open findings`);
  await sends(world, ANA);
  expect(statuses()['NOTIFIED']).toBe(listed);
  const [line, ...more] = world.replies();
  expect(more).toEqual([]);
  expect(line?.thread_ts).toBe(sheet?.ts);
  expect(line?.text).toContain(`Acknowledged ${listed} of ${listed} findings`);
  await world.minutes(2);
  const redrawn = world.cards().find(({ ts }) => ts === sheet?.ts);
  expect(textsIn(redrawn?.blocks).filter((text) => text.includes(`Acknowledged by <@${ANA}>`))).toHaveLength(listed);
});

test('all like a card are those with its title from its product, open ones wherever they are', async () => {
  world = await aWorld();
  await world.arrives(...many(4, { Title: 'Port scan' }), ...many(1, { Id: 'other', Title: 'Something else' }));
  await world.minutes(1);
  const card = world.cards().find((each) => JSON.stringify(each).includes('Port scan'));
  const menu = inMenu(card?.attachments, 'like');
  await world.slack.as(ANA).act({ channel: 'C0ALERTS', ts: card?.ts ?? '' }, { actionId: 'finding:more', ...menu });
  await world.settle();
  expect(window(world, ANA)).toContain('Acknowledge: 4 open findings');
  expect(window(world, ANA)).toContain('All with the title “Port scan”');
  await choosesTo(world, ANA, 'assign');
  await sends(world, ANA);
  // Whose they are is shub's own word; Security Hub keeps a note and its status.
  expect(statuses()).toEqual({ NEW: 5 });
  expect(world.replies().map(({ thread_ts }) => thread_ts)).toEqual([card?.ts]);
  const mine = (await world.services.cards.standing(10)).filter(({ owner }) => owner === ANA);
  expect(mine).toHaveLength(4);
});

test('more than a thousand are cut, and the form says so', async () => {
  world = await aWorld();
  world.hub.imports(...many(1_003, { Severity: { Label: 'LOW', Normalized: 20 } }));
  await world.settle(60_000);
  await choosesAll(world, ANA);
  expect(window(world, ANA)).toContain('only the first 1,000 are taken');
  expect(window(world, ANA)).toContain('Acknowledge: 1,000 open findings');
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('A migration'));
  await world.minutes(3);
  expect(statuses()).toEqual({ RESOLVED: 1_000, NEW: 3 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Resolved 1,000 of 1,000 findings')]);
});

test('a re-opening is taken back in two goes: what had been suppressed comes last, by the function that may', async () => {
  await begin(3);
  world.hub.consoleUpdates([refOf(0)], { status: 'SUPPRESSED', who: 'console/dan' });
  world.hub.consoleUpdates([refOf(1)], { status: 'RESOLVED', who: 'console/dan' });
  await world.settle();
  await choosesAll(world, ANA, '/shub findings status=suppressed,resolved');
  await choosesTo(world, ANA, 'reopen');
  await sends(world, ANA);
  expect(statuses()).toEqual({ NEW: 3 });
  await undoes(world, ANA);
  await world.minutes(3);
  expect(statuses()).toEqual({ NEW: 1, SUPPRESSED: 1, RESOLVED: 1 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Taken back: 2 of 2 findings stand as before')]);
});

test('what has no card is taken back as well, unless somebody has written about it since', async () => {
  world = await aWorld();
  await world.arrives(...many(3, { Severity: { Label: 'LOW', Normalized: 20 } }));
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'resolve');
  await sends(world, ANA, because('Rebuilt all of them'));
  world.hub.consoleUpdates([refOf(1)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();
  await undoes(world, ANA);
  expect(statuses()).toEqual({ NEW: 2, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Left alone: 1 changed since');
});
