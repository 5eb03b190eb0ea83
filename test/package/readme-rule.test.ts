import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { aGuardDutyAsff, aMacieAsff } from '../fixtures/asff-detections.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const Rule = z.object({
  Resources: z.object({ Acknowledged: z.object({ Properties: z.looseObject({ EventPattern: z.record(z.string(), z.unknown()) }) }) }),
});

/** The pattern of the rule that README.md shows. */
function patternInReadme(): Record<string, unknown> {
  const [, text = ''] = /```yaml\n(Resources:\n {2}Acknowledged:[\s\S]*?)```/.exec(readme) ?? [];
  return Rule.parse(parse(text, { logLevel: 'silent' })).Resources.Acknowledged.Properties.EventPattern;
}

test('the rule in README.md matches what somebody acknowledges of an instance, and nothing else', async () => {
  world.bus.rule({ name: 'acknowledged', bus: 'shub', pattern: patternInReadme(), targets: [] });
  await world.arrives(aGuardDutyAsff());
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.arrives(aMacieAsff({ Severity: { Label: 'HIGH' } }));

  const matched = world.bus.events.filter((event) => event.matched.includes('acknowledged'));
  expect(matched.map(({ event }) => event['detail-type'])).toEqual(['Finding Acknowledged']);
  expect(world.bus.events.filter(({ event }) => event.source === 'shub')).toHaveLength(3);
});
