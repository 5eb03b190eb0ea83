import { PassThrough } from 'node:stream';
import { afterEach, expect, test } from 'vitest';
import { runSetup } from '../../src/setup/run-setup.ts';
import { anAsff } from '../fixtures/asff.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
afterEach(() => world.stop());

/** What `npm run setup` writes, run against the world's account. */
async function setUp(...flags: string[]): Promise<{ code: number; said: string }> {
  const stdout = new PassThrough();
  let said = '';
  stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const code = await runSetup(['--region', world.config.region, '--queue', world.config.findingsQueue, ...flags], {
    streams: { stdin: new PassThrough(), stdout },
    sleep: (ms) => world.clock.advance(ms),
    now: () => new Date(world.clock.now()),
    endpoints: world.endpoints,
  });
  return { code, said };
}

test('from an account in which Security Hub is off, set-up leads to the first alert, in Slack and by SNS', async () => {
  world = await aWorld({ empty: true });
  await world.arrives(anAsff());
  expect(world.cards()).toEqual([]);

  const first = await setUp('--standards', 'default', '--yes');
  expect(first.code, first.said).toBe(0);
  expect(Object.values(world.hub.standards.enabled())).toEqual(['READY', 'READY']);

  const created = new Date(world.clock.now() + 1_000).toISOString();
  await world.arrives(anAsff({ CreatedAt: created, UpdatedAt: created }));
  await world.minutes(1);
  expect(world.cards()).toHaveLength(1);
  expect(world.sns.inbox.map(({ topicArn }) => topicArn)).toEqual([expect.stringMatching(/:shub-dev-alerts$/)]);

  const again = await setUp('--standards', 'default', '--yes');
  expect(again.said).toContain('Nothing to do.');
  expect(again.code).toBe(0);
});
