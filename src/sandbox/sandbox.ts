import { CreateActionTargetCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { COMMANDS } from '../slack/views/help.ts';
import { SHORTCUTS } from '../slack/views/shortcuts.ts';
import { channels, groups, people, policy, users } from './acme.ts';
import { buttons } from './buttons.ts';
import { movableClock } from './clock.ts';
import { consoleSections } from './console.ts';
import { estate, pastDays } from './estate.ts';
import { logLines } from './log-lines.ts';
import type { Page } from './page/contract.ts';
import { startPage } from './page/server.ts';
import { history, news } from './seed.ts';
import { setUpOf } from './set-up.ts';
import { timeTravel } from './time-travel.ts';
import { startWorld, type World } from './world.ts';

export interface Sandbox {
  url: string;
  /** The emulated Security Hub, to look at. */
  hub: World['hub'];
  /** The emulated tables, to look at, and at their address to get at past the product. */
  dynamodb: Pick<World['dynamodb'], 'url' | 'scan'>;
  /** Resolves when the estate that the sandbox starts with is there, its cards included. */
  ready: Promise<void>;
  /** For an empty account: how to set it up from another terminal. */
  setUpCommand?: string;
  /** Resolves when everything under way has come to rest. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** The product among its emulators, with an estate, a company that uses it, and a page to use it from. */
export async function startSandbox(port: number, { empty = false } = {}): Promise<Sandbox> {
  let page: Page | undefined;
  let seeded: Promise<void> | undefined;
  const clock = movableClock({ start: Date.now() - HEAD_START_MS });
  const { log, lines } = logLines(clock, () => page?.changed());
  const world = await startWorld({ clock, log, policy, users, channels, groups, empty, ...(!empty && estate(clock.now())) });
  if (!empty) await offerCustomAction(world);
  const travel = timeTravel(world);
  const setUp = empty ? setUpOf(world, travel.forward, () => page?.changed()) : undefined;

  /** This sandbox, or the one that took its place at the same address. */
  let successor: Sandbox | undefined;

  async function stop(): Promise<void> {
    travel.stop();
    await page?.stop();
    await seeded;
    await world.stop();
  }

  async function reset(): Promise<void> {
    const { port: same } = new URL(page?.url ?? '');
    // After this request has been answered: it comes from the page that goes away and comes back.
    setTimeout(() => {
      stop()
        .then(() => startSandbox(Number(same), { empty }))
        .then((again) => {
          successor = again;
        }, fail);
    }, 100);
  }

  page = await startPage({
    ...world,
    port,
    controls: {
      buttons: [...(setUp?.buttons ?? []), ...buttons({ world, forward: travel.forward, reset })],
      people,
      commands: COMMANDS.map(completion),
      shortcuts: Object.values(SHORTCUTS),
      customActions: [SEND_TO_SLACK.Name],
      firstChannel: 'C0PROD',
      consoleUser: 'console/dan',
    },
    sections: consoleSections(world, { log: () => lines, ...(setUp && { setUp: setUp.lines }) }),
    announcers: [world.sqs, world.bus, world.sns, world.dynamodb],
  });
  seeded = empty ? undefined : seed(world, travel).catch(fail);
  return {
    url: page.url,
    hub: world.hub,
    dynamodb: world.dynamodb,
    ready: seeded ?? Promise.resolve(),
    ...(setUp && { setUpCommand: setUp.command }),
    settled: travel.settled,
    stop: () => (successor ? successor.stop() : stop()),
  };
}

const SEND_TO_SLACK = { Name: 'Send to Slack', Description: 'Make a card of these findings', Id: 'SendToSlack' };

/** What an administrator of Security Hub does once, so that people in its console can send findings here. */
async function offerCustomAction({ hub, config }: World): Promise<void> {
  const client = new SecurityHubClient({ region: config.region, endpoint: hub.url });
  await client.send(new CreateActionTargetCommand(SEND_TO_SLACK));
  client.destroy();
}

/** What Slack offers after `/`: the product's own help, up to where something of one's own has to be written. */
function completion({ usage, does }: (typeof COMMANDS)[number]) {
  const about = does.replaceAll('`', '');
  const [, command, wanted] = /^(.*?) (\S*…)$/.exec(usage) ?? [];
  return command && wanted ? { command, usage: wanted, about } : { command: usage, about };
}

/** The clock starts this long ago: what is seeded then arrives over minutes, and the cards do not all say the same time. */
const HEAD_START_MS = 10 * 60_000;
const AT_A_TIME = 3;

/** Puts the estate's past into Security Hub, and then its news, one after the other up to now. */
async function seed({ hub, clock, services }: World, { forward, settled }: ReturnType<typeof timeTravel>): Promise<void> {
  const installedAt = (await services.installation.at()).getTime();
  const older = history(installedAt);
  hub.imports(...older);
  for (const day of pastDays(await services.controls.catalogue(), older, installedAt)) await services.history.keep(day);
  await settled();
  const pause = HEAD_START_MS / (news.length / AT_A_TIME + 1);
  for (let place = 0; place < news.length; place += AT_A_TIME) {
    if (!(await forward(pause))) return;
    hub.imports(...news.slice(place, place + AT_A_TIME).map((finding) => finding(clock.now())));
  }
  await forward(pause);
}

/** Something in the background broke: said loudly, because the page would only look quiet. */
function fail(error: unknown): void {
  console.error(error);
  process.exitCode = 1;
}
