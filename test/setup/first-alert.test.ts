import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runSetup } from '../../src/setup/run-setup.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld({ empty: true });
});
afterEach(() => world.stop());

async function setUp(args: string): Promise<number> {
  const stdout = new PassThrough();
  stdout.resume();
  return runSetup([...args.split(' '), '--queue', world.config.findingsQueue], {
    region: world.config.region,
    streams: { stdin: new PassThrough(), stdout },
    sleep: (ms) => world.clock.advance(ms),
    now: () => new Date(world.clock.now()),
    endpoints: { securityHub: world.hub.url, eventBridge: world.bus.url, sns: world.sns.url, sqs: world.sqs.url },
  });
}

test('from an account in which nothing is on to the first cards: one of a product, one of a control', async () => {
  await world.arrives(aGuardDutyAsff());
  expect(world.cards()).toEqual([]);

  expect(await setUp('--yes --standards fsbp')).toBe(0);
  await world.arrives(aGuardDutyAsff());
  world.hub.runControl({ control: 'S3.1', status: 'FAILED', resources: [{ type: 'AwsAccount', id: 'AWS::::Account:111122223333' }] });
  world.hub.runControl({ control: 'S3.8', status: 'FAILED', resources: [{ type: 'AwsS3Bucket', id: 'arn:aws:s3:::public' }] });
  await world.minutes(1);
  const titles = world.cards().map(({ text }) => text);
  expect(world.sns.inbox.map(({ topicArn }) => topicArn.split(':').at(-1))).toContain('shub-dev-alerts');
  expect(titles).toEqual([expect.stringContaining('HIGH'), expect.stringContaining('S3.8')]);
});
