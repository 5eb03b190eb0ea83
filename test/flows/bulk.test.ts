import { afterEach, expect, test, vi } from 'vitest';
import {
  because,
  cardOf,
  choosesAll,
  choosesTo,
  drawn,
  refOf,
  saidOfMany,
  sends,
  statusesOf,
  window,
  worldWithMany,
} from '../support/bulk.ts';
import { eventsOf } from '../support/outlets.ts';
import { suppressForm } from '../support/suppressing.ts';
import { PEOPLE, POLICY, type TestWorld } from '../support/world.ts';

/** Dozens of cards are posted first. */
vi.setConfig({ testTimeout: 90_000 });

const { responder: ANA, other: BRUNO, viewer: VERA } = PEOPLE;

let world: TestWorld;
afterEach(() => world.stop());

test('the preview says what each action would change and what it leaves alone, and why', async () => {
  world = await worldWithMany(37, `${POLICY}\nsuppress: { approval: { severities: [CRITICAL] } }\n`);
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
  world = await worldWithMany(37);
  world.hub.refuse(refOf(7), 'FindingNotFound');
  world.hub.refuse(refOf(8), 'ConcurrentUpdateError');
  world.hub.refuse(refOf(9), 'InternalFailure');
  // The first call as a whole is one too many, which is tried again.
  const throttled = { status: 429, body: { __type: 'TooManyRequestsException', Message: 'Rate exceeded' } };
  world.hub.faults.add({ operation: 'BatchUpdateFindings', times: 1, fault: { do: 'answer', answer: throttled } });
  await choosesAll(world, ANA);
  await sends(world, ANA, because('We look at these together'));

  expect(statusesOf(world)).toEqual({ NOTIFIED: 34, NEW: 3 });
  const [said = '', ...more] = saidOfMany(world);
  expect(more).toEqual([]);
  expect(said).toContain('Acknowledged 34 of 37 findings');
  expect(said).toContain('3 not changed:');
  expect(said).toMatch(/Finding 7\b.*: Security Hub no longer has it/);
  expect(said).toMatch(/Finding 8\b.*: somebody else is changing it right now \(try again in a minute\)/);
  expect(said).toMatch(/Finding 9\b.*: Security Hub had an internal failure/);
  expect(world.replies()).toEqual([]);

  await world.minutes(3);
  expect(drawn(world, 'Acknowledged')).toBe(34);
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
  world = await worldWithMany(3);
  world.hub.refuse(refOf(0), 'ConcurrentUpdateError', { times: 2 });
  await choosesAll(world, ANA);
  await sends(world, ANA);
  expect(statusesOf(world)).toEqual({ NOTIFIED: 3 });
  expect(saidOfMany(world)).toEqual([expect.stringContaining('Acknowledged 3 of 3 findings')]);
});

test('the cards are drawn again within the budget: Slack never has to ask shub to wait', async () => {
  world = await worldWithMany(37);
  await choosesAll(world, ANA);
  await sends(world, ANA);
  await world.minutes(3);
  expect(drawn(world, 'Acknowledged')).toBe(37);
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});

test('a form that is sent off twice does it once', async () => {
  world = await worldWithMany(5);
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
  world = await worldWithMany(2);
  await choosesAll(world, VERA);
  expect(world.told(VERA).at(-1)).toContain('This needs the role responder');
  expect(world.slack.as(VERA).modals()).toEqual([]);
  expect(statusesOf(world)).toEqual({ NEW: 2 });
});

test('nobody carries on with what somebody else was shown', async () => {
  world = await worldWithMany(2);
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
  expect(statusesOf(world)).toEqual({ NEW: 2 });
});

test('what somebody changes between the preview and the deed is left alone, and said', async () => {
  world = await worldWithMany(5);
  await choosesAll(world, ANA);
  world.hub.consoleUpdates([refOf(2)], { status: 'SUPPRESSED', who: 'console/dan' });
  await world.settle();
  await sends(world, ANA);
  expect(statusesOf(world)).toEqual({ NOTIFIED: 4, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Left alone: 1 changed since it was shown');
});

test('a card that a change of many could not change can be pressed on as before', async () => {
  world = await worldWithMany(3);
  world.hub.refuse(refOf(1), 'InvalidInput');
  await choosesAll(world, ANA);
  await sends(world, ANA);
  await world.minutes(2);
  await world.slack.as(BRUNO).act({ channel: 'C0ALERTS', ts: cardOf(world, 1) }, { actionId: 'finding:acknowledge' });
  await world.settle();
  // The press itself is taken on: what refuses it is Security Hub again.
  expect(world.told(BRUNO).join()).toContain('Security Hub refused the change as invalid');
});

test('many are suppressed by the function that may, with reason, end and exception of each', async () => {
  world = await worldWithMany(6, `${POLICY}\nsuppress: { approval: { severities: [CRITICAL] } }\n`);
  await choosesAll(world, ANA);
  await choosesTo(world, ANA, 'suppress');
  await sends(world, ANA, suppressForm('Honeypots of the research team', '2026-03-12'));
  expect(statusesOf(world)).toEqual({ NEW: 5, SUPPRESSED: 1 });
  expect(saidOfMany(world)[0]).toContain('Suppressed 1 of 6 findings');
  expect(saidOfMany(world)[0]).toContain('Left alone: 5 needs a second person');
  expect(await world.services.cards.exceptions(10)).toMatchObject([{ until: '2026-03-12T12:00:00.000Z' }]);
  expect(JSON.stringify([...world.hub.findings.values()].at(-1)?.Note)).toContain(
    'Suppressed until 2026-03-12 by ana (U0ANA) in Slack: accepted risk: Honeypots',
  );
});
