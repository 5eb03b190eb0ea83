import type { MovableClock } from '../../src/sandbox/clock.ts';
import { startWorld } from '../../src/sandbox/world.ts';
import type { Random } from '../bench/storm/random.ts';
import { findingsOf } from './findings.ts';
import { keepLog } from './log-book.ts';
import { peopleOf } from './people.ts';
import { channelsToMake, POLICY, USERS } from './place.ts';
import { watch } from './watch.ts';

/** Shorter than on AWS, so that two workers have the same message more often. */
const VISIBILITY_MS = 60_000;

export type Scene = Awaited<ReturnType<typeof setScene>>;

interface Options {
  clock: MovableClock;
  /** How many seconds of the clock pass in one of ours. */
  pace: number;
  random: Random;
  /** Where the product runs, and where Slack's requests reach it now. */
  product: { start: NonNullable<Parameters<typeof startWorld>[0]['product']>; url(): string | undefined };
}

/** The product among its emulators, products that report findings, people who press, and everything watched and written down. */
export async function setScene({ clock, pace, random, product }: Options) {
  const book = keepLog();
  const world = await startWorld({
    clock,
    log: book.log,
    policy: POLICY,
    users: USERS,
    channels: channelsToMake(),
    groups: [],
    visibilityMs: VISIBILITY_MS,
    product: product.start,
  });
  book.hide(world.config.slack.botToken, ...world.config.slack.signingSecrets);
  await world.services.installation.at();
  return {
    world,
    log: book,
    watched: watch(world, pace),
    findings: findingsOf(world, random),
    people: peopleOf(world, random, product.url),
  };
}
