import { expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, textsIn } from '../support/world.ts';
import { IN_A_STORM, type NamedKillPoint } from './kill-points.ts';
import { type MortalWorld, mortalWorlds } from './mortal-world.ts';

const begin = mortalWorlds();

/** Just enough for a storm. */
const HIGH = Array.from({ length: 16 }, (_, i) => aGuardDutyAsff({ Id: `high-${i}`, Title: `Finding high-${i}` }));
const CRITICAL = [aGuardDutyAsff({ Id: 'critical-0', Title: 'Finding critical-0', Severity: { Label: 'CRITICAL', Normalized: 90 } })];
const TITLES = [...HIGH, ...CRITICAL].map(({ Title }) => String(Title)).sort();

/** All of them wait for the same moment, so that what is done then, and in which order, is the same each time. */
async function stormBreaks(world: MortalWorld): Promise<void> {
  await world.services.channels.hold(ALERTS, new Date(world.clock.now() + 10_000));
  await world.arrives(...HIGH, ...CRITICAL);
  await world.minutes(4);
}

/** Of the changes of a row the first writes it down, the second that it is being posted, the third that it is. */
const MORE: readonly NamedKillPoint[] = [
  ['after the line was counted, before the head is written down', { when: 'after', call: 'cards.waiting' }],
  ['after the head was written down', { when: 'after', call: 'cards.change', about: '"kind":"head"' }],
  ['before the head is posted', { when: 'before', call: 'chat.post', about: '"kind":"head"' }],
  ['after it was written down that the head is posted', { when: 'after', call: 'cards.change', about: '"kind":"head"', nth: 3 }],
  ['after a sheet was written down', { when: 'after', call: 'cards.change', about: '"kind":"sheet"' }],
  ['after the first card was put on a sheet', { when: 'after', call: 'cards.change', about: '"state":"LISTED"' }],
  ['after it was written down that a sheet is posted', { when: 'after', call: 'cards.change', about: '"kind":"sheet"', nth: 3 }],
  ['after the head was edited, before that is written down', { when: 'after', call: 'chat.edit', about: '"kind":"head"' }],
  ['after it was written down that the storm is over', { when: 'after', call: 'cards.change', about: '"closedAt":"' }],
  ['before its head says that it is over', { when: 'before', call: 'chat.edit', about: '"closedAt":"' }],
  ['after its head says that it is over', { when: 'after', call: 'chat.edit', about: '"closedAt":"' }],
];

test.each([...IN_A_STORM, ...MORE])(
  'a storm in which the process is killed %s has one head with the right totals, and each finding in one place',
  async (_, point) => {
    const world = await begin();
    await world.arm(point);
    await stormBreaks(world);
    await world.recovers(6);

    const read = world.cards().map(({ blocks, attachments }) => textsIn([blocks, attachments]).join('\n'));
    const heads = read.filter((text) => / at once|storm is over/.test(text));
    expect(heads).toHaveLength(1);
    expect(heads[0]).toContain('The storm is over: 17 findings');
    expect(heads[0]).toContain('🔴 1 CRITICAL · 🟠 16 HIGH');
    expect(heads[0]).toContain('By product: GuardDuty 17');
    expect(heads[0]).not.toContain('waiting');
    expect(read.flatMap((text) => text.match(/Finding (high|critical)-\d+/g) ?? []).sort()).toEqual(TITLES);
  },
);

test('the sheet that a killed process has left behind is posted, and no second one is written down for what is on it', async () => {
  const world = await begin();
  await world.arm({ when: 'after', call: 'cards.change', about: '"kind":"sheet"' });
  await stormBreaks(world);
  await world.recovers(6);
  const rows = (await world.dynamodb.scan(world.config.tables.table)).map((row) => JSON.stringify(row));
  expect(rows.filter((row) => row.includes('"kind":"sheet"'))).toHaveLength(1);
});
