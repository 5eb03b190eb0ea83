import { afterEach, beforeEach, expect, test } from 'vitest';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { ALERTS, aWorld, FALLBACK, type TestWorld, textsIn } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const finding = (Id: string, more = {}) => aGuardDutyAsff({ Id, Title: `Finding ${Id}`, ...more });
const linkTo = ({ channel, ts }: { channel: string; ts: string }) =>
  `<https://slack.com/archives/${channel}/p${ts.replace('.', '')}|the one before>`;

function archive(archived: boolean): void {
  const channel = world.slack.state.channels.get(ALERTS);
  if (channel) channel.archived = archived;
}

/** It is archived in Security Hub, and active again a minute later. */
async function comesBack(Id: string): Promise<void> {
  await world.arrives(finding(Id, { UpdatedAt: '2026-03-02T09:30:00.000Z', RecordState: 'ARCHIVED' }));
  await world.arrives(finding(Id, { UpdatedAt: '2026-03-02T09:31:00.000Z', RecordState: 'ACTIVE' }));
  await world.minutes(2);
}

const newest = (channel: string) => textsIn(world.cards(channel).at(-1)).join('\n');

test('a problem that comes back at home links to its message in the fallback channel', async () => {
  archive(true);
  await world.arrives(finding('one'));
  await world.minutes(2);
  const [before] = world.cards(FALLBACK);
  archive(false);
  await world.minutes(2);
  await comesBack('one');
  expect(world.cards(ALERTS)).toHaveLength(1);
  expect(newest(ALERTS)).toContain(linkTo({ channel: FALLBACK, ts: before?.ts ?? '' }));
});

test('a problem that comes back in the fallback channel links to its message at home', async () => {
  await world.arrives(finding('one'));
  const { ts } = world.card();
  archive(true);
  await comesBack('one');
  expect(world.cards(FALLBACK)).toHaveLength(1);
  expect(newest(FALLBACK)).toContain(linkTo({ channel: ALERTS, ts }));
});

test('a problem that comes back after it was on a sheet links to the sheet', async () => {
  await world.arrives(...Array.from({ length: 20 }, (_, i) => finding(`storm-${i}`)));
  await world.minutes(8);
  const sheet = world.cards().find((message) => JSON.stringify(message).includes('Finding storm-7'));
  await comesBack('storm-7');
  expect(newest(ALERTS)).toContain('Finding storm-7');
  expect(newest(ALERTS)).toContain(linkTo({ channel: ALERTS, ts: sheet?.ts ?? '' }));
});
