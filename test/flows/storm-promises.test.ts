import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const CRITICAL = { Severity: { Label: 'CRITICAL', Normalized: 90 } };
const MINUTE = Array.from({ length: 60 }, (_, second) => second);
const ACCOUNTS = ['111122223333', '444455556666'];

test('of 269 findings in a minute, most of them at once, the head is there within 15 s, each critical within 60 s and before most sheets, and each once', async () => {
  const start = world.clock.now();
  const critical = new Map<string, number>();
  const all: string[] = [];
  const finding = (name: string, more = {}) => {
    all.push(`Finding ${name}`);
    if (more === CRITICAL) critical.set(`Finding ${name}`, world.clock.now());
    return aGuardDutyAsff({ Id: name, Title: `Finding ${name}`, AwsAccountId: ACCOUNTS[all.length % 2], ...more });
  };
  for (const second of MINUTE) {
    const next = start + (second + 1) * 1_000;
    const [criticals, others] = second === 0 ? [10, 200] : second % 6 === 0 ? [1, 0] : [0, 1];
    world.hub.imports(
      ...Array.from({ length: others }, (_, i) => finding(`high-${second * 1000 + i}`)),
      ...Array.from({ length: criticals }, (_, i) => finding(`critical-${second * 1000 + i}`, CRITICAL)),
    );
    await world.settle(next - world.clock.now());
    await world.clock.advance(Math.max(0, next - world.clock.now()));
  }
  await world.minutes(2);

  const messages = world.cards().map((card) => {
    const text = textsIn(card).join('\n');
    return {
      at: Number(card.ts) * 1000,
      isSheet: card.text.includes('of the storm'),
      text,
      names: new Set(text.match(/Finding \w+-\d+/g)),
    };
  });
  const head = messages.find(({ text }) => / at once|storm is over/.test(text));
  expect(Number(head?.at) - start).toBeLessThanOrEqual(15_000);

  const sheets = messages.filter(({ isSheet }) => isSheet);
  expect(sheets.length).toBeGreaterThanOrEqual(5);
  expect(critical.size).toBe(19);
  for (const [name, arrived] of critical) {
    const [card, ...others] = messages.filter(({ names }) => names.has(name));
    expect(others).toEqual([]);
    expect(card?.isSheet, name).toBe(false);
    expect(Number(card?.at) - arrived, name).toBeLessThanOrEqual(60_000);
    // Three criticals go before each sheet, ten came at once, and one sheet may have been begun before they did.
    expect(sheets.filter(({ at }) => at > arrived && at < Number(card?.at)).length, name).toBeLessThanOrEqual(4);
  }
  expect(messages.flatMap(({ names }) => [...names]).sort()).toEqual(all.sort());
}, 180_000);
