import { channels, groups, people, policy, users } from './acme.ts';
import { buttons } from './buttons.ts';
import { movableClock } from './clock.ts';
import { productConsole } from './console.ts';
import { logLines } from './log-lines.ts';
import type { Page } from './page/contract.ts';
import { startPage } from './page/server.ts';
import { history, news } from './seed.ts';
import { settled, timeTravel } from './time-travel.ts';
import { startWorld } from './world.ts';

const PORT = Number(process.env.PORT ?? 4000);

/** `npm run sandbox`: the product among its emulators, with a page to use it from. One URL, until Ctrl-C. */
async function run(port: number): Promise<{ url: string; stop(): Promise<void> }> {
  let page: Page | undefined;
  const clock = movableClock();
  const { log, lines } = logLines(clock, () => page?.changed());
  const world = await startWorld({ clock, log, policy, users, channels, groups });
  const travel = timeTravel(world);
  const installedAt = (await world.services.installation.at()).getTime();

  async function stop(): Promise<void> {
    travel.stop();
    await page?.stop();
    await world.stop();
  }

  async function reset(): Promise<void> {
    // After this request has been answered: it comes from the page that goes away and comes back.
    setTimeout(() => {
      stop()
        .then(() => run(Number(new URL(current.url).port)))
        .then((again) => {
          current = again;
        }, fail);
    }, 100);
  }

  page = await startPage({
    ...world,
    port,
    controls: {
      buttons: buttons({ world, forward: travel.forward, reset }),
      people,
      commands: COMMANDS,
      shortcuts: [],
      customActions: ['Send to Slack'],
      firstChannel: 'C0PROD',
      consoleUser: 'console/dan',
    },
    log: () => lines,
    ...productConsole(world),
  });
  void seed(world, installedAt).catch(fail);
  return { url: page.url, stop };
}

/** Puts the estate's past and its news into Security Hub, and has people begin on the news. */
async function seed(world: Awaited<ReturnType<typeof startWorld>>, installedAt: number): Promise<void> {
  world.hub.imports(...history(installedAt));
  world.hub.imports(...news(installedAt));
  await settled(world);
}

const COMMANDS = [
  { command: '/shub help', about: 'What there is, with an example of each' },
  { command: '/shub findings', usage: '[severity=…] [status=…] [product=…] [account=…]', about: 'What is open now' },
  { command: '/shub show', usage: '<finding id>', about: 'One finding with its buttons' },
  { command: '/shub pause', usage: '[#channel | all]', about: 'Stop posting for a while; nothing is lost' },
  { command: '/shub resume', usage: '[#channel | all]', about: 'Post what waited' },
];

function fail(error: unknown): void {
  console.error(error);
  process.exitCode = 1;
}

let current: Awaited<ReturnType<typeof run>>;

try {
  current = await run(PORT);
  console.log(`shub's sandbox: ${current.url}   (Ctrl-C stops it)`);
  const stop = (): void => {
    current.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  fail(error);
}
