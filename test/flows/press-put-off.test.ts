import { afterEach, beforeEach, expect, test } from 'vitest';
import { editCard } from '../../src/flows/delivery/edit-card.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const many = (count: number, more = {}) =>
  Array.from({ length: count }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding ${i}`, ...more }));
const changed = { UpdatedAt: '2026-03-02T09:40:00.000Z', Severity: { Label: 'CRITICAL', Normalized: 90 } };

const acknowledges = (ts: string) => world.slack.as(PEOPLE.responder).act({ channel: ALERTS, ts }, { actionId: 'finding:acknowledge' });

/** Slack takes nothing more of shub in the ten seconds that begin now. */
async function spent(): Promise<void> {
  await world.clock.advance(10_000 - (world.clock.now() % 10_000));
  await world.settle(0);
  for (let call = 0; call < 7; call++) await world.services.budgets.take('chat.update', { spare: false });
}

test('a press while a machine edits its card is shown as soon as that is done', async () => {
  await world.arrives(...many(1));
  await world.minutes(1);
  const { services } = world;
  const [key = ''] = (await services.cards.standing(1)).map(({ card }) => card);
  await services.cards.change(key, (card) => card && { ...card, want: 'something else' });
  let edits = 0;
  const edit: typeof services.chat.edit = async (...given) => {
    if (edits++ === 0) {
      await acknowledges(world.card().ts);
      await world.settle(3_000);
    }
    return services.chat.edit(...given);
  };
  const atOnce = world.clock.now() + 15_000;
  await editCard(key, { ...services, chat: { ...services.chat, edit } }, { byPerson: false });
  await world.settle(0);

  expect(world.clock.now()).toBeLessThanOrEqual(atOnce);
  expect(world.drawn()).toContain('*Acknowledged* by <@U0ANA>');
  expect(edits).toBe(2);
});

test('presses that Slack has no room for just now are shown before what machines have changed, and with the room kept for them', async () => {
  await world.arrives(...many(14));
  await world.minutes(2);
  await spent();
  world.hub.imports(...many(14, changed));
  await world.settle(0);
  const pressed = world
    .cards()
    .slice(4, 11)
    .map(({ ts }) => ts);
  const updated: string[] = [];
  // It only looks on, and never hits.
  const looks = ({ body }: { body: Buffer }) => {
    updated.push(new URLSearchParams(body.toString()).get('ts') ?? '');
    return false;
  };
  world.slack.faults.add({ operation: 'chat.update', fault: { do: 'refuse' }, when: looks });
  for (const ts of pressed) await acknowledges(ts);
  await world.settle(0);
  expect(updated).toEqual([]);

  await world.settle(10_000);
  expect(updated.slice(0, pressed.length).sort()).toEqual(pressed);
  expect(world.slack.calls.filter(({ status }) => status === 429)).toEqual([]);
});
