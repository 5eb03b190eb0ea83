import { PassThrough } from 'node:stream';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Services } from '../../src/flows/services.ts';
import { runRebuild } from '../../src/rebuild/run-rebuild.ts';
import type { TestWorld } from './world.ts';

/** What `npm run rebuild` writes, run against the world. */
export async function rebuild(
  world: TestWorld,
  flags: string[] = ['--yes'],
  through?: (services: Services) => Services,
): Promise<{ code: number; said: string }> {
  const stdout = new PassThrough();
  let said = '';
  stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const code = await runRebuild(flags, {
    streams: { stdin: new PassThrough(), stdout },
    config: () => world.config,
    sleep: (ms) => world.clock.advance(ms),
    now: () => new Date(world.clock.now()),
    endpoints: world.endpoints,
    ...(through && { through }),
  });
  return { code, said };
}

export async function loseTheTable(world: TestWorld): Promise<void> {
  const client = new DynamoDBClient({ region: world.config.region, endpoint: world.dynamodb.url });
  await client.send(new DeleteTableCommand({ TableName: world.config.tables.table }));
  client.destroy();
}
