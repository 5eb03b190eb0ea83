import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fault } from '../../src/sandbox/wire.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { assignForm, fills } from '../support/triage.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

vi.setConfig({ testTimeout: 90_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const ok = (error: string, more: object = {}): Fault => ({ do: 'answer', answer: { status: 200, body: { ok: false, error, ...more } } });
const limited = (headers: Record<string, string>): Fault => ({
  do: 'answer',
  answer: { status: 429, headers, body: { ok: false, error: 'ratelimited' } },
});
const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage');

test.each([
  ['no time', {}, 30],
  ['zero', { 'retry-after': '0' }, 30],
  ['a negative time', { 'retry-after': '-1' }, 30],
  ['an hour', { 'retry-after': '3600' }, 300],
  ['a date', { 'retry-after': 'Mon, 02 Mar 2026 10:00:00 GMT' }, 30],
] as const)('a limit with %s waits a sensible time', async (_, headers, seconds) => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: limited(headers) });
  await world.arrives(aGuardDutyAsff());
  await world.minutes(7);
  const [refused, taken, ...more] = posts();
  expect(more).toEqual([]);
  expect(taken?.status).toBe(200);
  const waited = ((taken?.at ?? 0) - (refused?.at ?? 0)) / 1000;
  expect(waited).toBeGreaterThanOrEqual(seconds);
  expect(waited).toBeLessThan(seconds + 61);
});

test.each(['ratelimited', 'rate_limited', 'message_limit_exceeded'])('"%s" inside a 200 is a limit like any other', async (error) => {
  world.slack.faults.add({ operation: 'chat.postMessage', times: 1, fault: ok(error) });
  await world.arrives(aGuardDutyAsff());
  expect(world.cards()).toEqual([]);
  await world.minutes(2);
  expect(world.cards()).toHaveLength(1);
  expect(world.counted('RateLimited')).toBe(1);
});

test.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
  'a card whose edit is answered "%s" comes again as a new message',
  async (error) => {
    await world.arrives(aGuardDutyAsff());
    // It says so to the press that shows itself at once, and to whoever edits after it.
    world.slack.faults.add({ operation: 'chat.update', times: 2, fault: ok(error) });
    await world.press(PEOPLE.responder, 'acknowledge');
    await world.minutes(2);
    expect(world.cards()).toHaveLength(2);
    const [, instead] = world.cards();
    expect(JSON.stringify(instead)).toContain('the one before');
    expect(JSON.stringify(instead)).toContain(`*Acknowledged* by <@${PEOPLE.responder}>`);
    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect(world.replies().map(({ thread_ts }) => thread_ts)).toEqual([instead?.ts]);
  },
);

test('where no message may be edited any more, each change of a card is on a new one, whoever made it, and in one line', async () => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ operation: 'chat.update', fault: ok('edit_window_closed') });
  await fills(world, PEOPLE.responder, 'assign', assignForm(PEOPLE.other));
  await world.minutes(2);
  const [, second] = world.cards();
  expect(JSON.stringify(second)).toContain(`<@${PEOPLE.other}>`);
  await world.slack.as(PEOPLE.other).act({ channel: ALERTS, ts: second?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  await world.minutes(2);
  const [, , third, ...more] = world.cards();
  expect(more).toEqual([]);
  expect(JSON.stringify(third)).toContain(`*Acknowledged* by <@${PEOPLE.other}>`);
  expect(world.replies()).toHaveLength(2);
});

test('a line waits for the message that takes the place of another for as long as that takes, and is said once', async () => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ operation: 'chat.update', fault: ok('edit_window_closed') });
  await world.services.channels.hold(ALERTS, new Date(world.clock.now() + 90_000));
  world.slack.faults.add({ operation: 'chat.postMessage', times: 2, fault: limited({ 'retry-after': '120' }) });
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.minutes(8);
  const [, instead, ...more] = world.cards();
  expect(more).toEqual([]);
  expect(world.replies().map(({ thread_ts }) => thread_ts)).toEqual([instead?.ts]);
});

test('when the response_url no longer works, the answer reaches its person all the same', async () => {
  await world.arrives(aGuardDutyAsff());
  world.slack.faults.add({ operation: 'response_url', fault: { do: 'answer', answer: { status: 404, body: 'used_url' } } });
  await world.slack.as(PEOPLE.viewer).command(ALERTS, '/shub findings');
  await world.settle();
  expect(world.told(PEOPLE.viewer).join()).toContain('HIGH');
});
