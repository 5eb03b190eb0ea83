import type { TestWorld } from './world.ts';

const DAY_MS = 24 * 3600_000;

/** So many days go by in which nothing happens but that rows expire. */
export async function days(world: TestWorld, count: number): Promise<void> {
  await world.clock.advance(count * DAY_MS);
  await world.settle();
}

/** Every row of a kind, `FINDING` or `CARD`, as it is stored. */
export const rowsOf = async ({ dynamodb, config }: TestWorld, kind: string) =>
  (await dynamodb.scan(config.tables.table)).filter(({ pk }) => String(pk).startsWith(`${kind}#`));

/** Somebody in the AWS console gives all findings this status, and shub hears of it. */
export async function turnsInConsole(world: TestWorld, status: string): Promise<void> {
  const refs = [...world.hub.findings.values()].map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) }));
  world.hub.consoleUpdates(refs, { status, who: 'console/dan' });
  await world.settle(60_000);
}
