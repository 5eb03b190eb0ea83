import { afterEach, beforeEach, expect, test } from 'vitest';
import { startSocket } from '../../src/slack/socket.ts';
import { wireFront } from '../../src/wiring-front.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { socketMode } from '../support/socket-mode.ts';
import { aWorld, PEOPLE, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let slack: Awaited<ReturnType<typeof socketMode>>;
let socket: Awaited<ReturnType<typeof startSocket>> | undefined;

beforeEach(async () => {
  slack = await socketMode();
  world = await aWorld();
  world.slack.connect(slack.requestUrl);
  await world.arrives(aGuardDutyAsff());
});
afterEach(async () => {
  await socket?.stop();
  await slack.stop();
  await world.stop();
});

/** As `npm start` does it, on the world's clock. */
async function connects(): Promise<void> {
  const sleep = (ms: number) => new Promise<void>((resolve) => void world.clock.at(world.clock.now() + ms, resolve));
  const front = await wireFront(world.config, { ...world.services, sleep }, { endpoints: world.endpoints });
  socket = await startSocket({ appToken: 'xapp-of-the-app', apiUrl: slack.apiUrl, front, log: world.services.log, atMost: 2 });
}

const { responder: ANA, other: BRUNO } = PEOPLE;
const drawings = () => world.slack.calls.filter(({ operation }) => operation === 'views.publish').length;

test.each(['before it is acknowledged', 'with its acknowledgement on the way', 'for a refresh_requested', 'for a warning'] as const)(
  'a press over a connection that ends %s, and that comes again over the next, is done once',
  async (ends) => {
    await connects();
    slack.next(ends);
    await world.press(ANA, 'acknowledge');

    expect(slack.connections()).toBe(2);
    expect(slack.delivered).toEqual(['interactive', 'interactive']);
    expect(world.statuses()).toEqual(['NOTIFIED']);
    expect((await world.onRecord()).map(({ who, phase }) => `${who} ${phase}`)).toEqual([`${ANA} started`, `${ANA} done`]);
    expect(world.replies()).toHaveLength(1);
    expect(world.told(ANA)).toEqual([]);

    await world.press(ANA, 'resolve');
    expect(world.slack.as(ANA).modals()).toHaveLength(1);
    expect(slack.connections()).toBe(2);
  },
);

test('an event that comes again in another envelope, over another connection, is answered once', async () => {
  await connects();
  await world.slack.as(BRUNO).openHome();
  await world.settle();
  const undisturbed = drawings();
  expect(slack.delivered).toHaveLength(1);
  slack.next('with its acknowledgement on the way');
  await world.slack.as(ANA).openHome();
  await world.settle();

  expect(slack.delivered.length).toBeGreaterThan(2);
  expect(world.lines.filter(({ event }) => event === 'slack request seen before')).toHaveLength(slack.delivered.length - 2);
  expect(drawings()).toBe(2 * undisturbed);
});

test.each([
  [1, 0],
  [2, 1],
])('%i connections beside ours, of which nobody here knows, are told %i times where two may be open', async (ghosts, told) => {
  slack.haunt(ghosts);
  await connects();

  expect(world.counted('GhostConnections')).toBe(told);
  expect(world.lines.filter(({ event }) => event === 'Slack counts more connections than there are containers')).toHaveLength(told);
});
