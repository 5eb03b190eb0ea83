import { afterEach, beforeEach, expect, test } from 'vitest';
import { FSBP, withStandards } from '../support/standards.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

const { viewer: VERA } = PEOPLE;

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  withStandards(world, { arn: FSBP, controls: ['EC2.8', 'S3.8'] });
});
afterEach(() => world.stop());

/** Every answer of Security Hub about an insight takes so long. */
const slow = (ms: number, times = 100): void => world.hub.faults.add({ operation: 'GetInsightResults', fault: { do: 'delay', ms }, times });

/** What Slack answers the command with, at once; the rest follows while the clock is moved. */
const types = async (text: string): Promise<string> => JSON.stringify((await world.slack.as(VERA).command(ALERTS, text)).body);

/** Time goes by until then; the product's work is never over meanwhile, so it is given a moment of its own after each step. */
async function until(then: () => boolean): Promise<void> {
  for (let steps = 0; !then(); steps++) {
    if (steps > 400) throw new Error('it never came');
    await world.clock.advance(250);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Until what was begun is over. */
async function goesOn(): Promise<void> {
  await until(() => world.busy() === 0);
  await world.settle();
}

const drawn = () => world.cards().map(({ text, blocks, attachments }) => [text, ...textsIn(blocks), ...textsIn(attachments)].join('\n'));

test('what is quick says nothing of its progress', async () => {
  await types('/shub score');
  await world.settle();
  await types('/shub report');
  await world.settle();
  expect(world.told(VERA).filter((text) => /answers of|it takes/.test(text))).toEqual([]);
  expect(world.cards()).toHaveLength(1);
});

test.each([
  ['/shub report', 'Preparing the report', 'Security report'],
  ['/shub digest now', 'The digest appears', 'Security digest'],
])('%s: said at once, how far it is after two seconds, and then the answer in the place of that', async (typed, atOnce, answer) => {
  slow(4_000);
  expect(await types(typed)).toContain(atOnce);
  await until(() => /⏳ \*Preparing the (report|digest)\*/.test(drawn().join()));
  const [progress, ...others] = world.cards();
  expect(others).toEqual([]);
  await goesOn();
  expect(world.cards().map(({ ts }) => ts)).toEqual([progress?.ts]);
  expect(drawn()[0]).toContain(answer);
  expect(drawn()[0]).not.toContain('⏳');
});

test('a file that takes long says so in the thread of its report, and nothing but the file is left there', async () => {
  await types('/shub report');
  await world.settle();
  slow(4_000);
  const [report] = world.cards();
  await world.slack.as(VERA).act({ channel: ALERTS, ts: report?.ts ?? '' }, { actionId: 'report:csv' });
  expect(world.told(VERA).join()).toContain('Preparing the file');
  await until(() => textsIn(world.replies()[0]).join().includes('Preparing the file'));
  await goesOn();
  expect(world.replies().map(({ files }) => files?.length)).toEqual([1]);
});

test.each([
  ['/shub score', '⏳ Working out the score.', /Working out the score: (\d+ of \d+ answers|it takes longer)/, 'no data'],
  ['/shub trend', '⏳ Looking up the days.', /Looking up the days: (\d+ of \d+ answers|it takes longer)/, 'Score over the last'],
  [
    '/shub evidence fsbp',
    '⏳ Gathering the evidence.',
    /Gathering the evidence: (\d+ of \d+ answers|it takes longer)/,
    'in your direct messages',
  ],
])('%s: said at once, how far it is after two seconds, and then the answer', async (typed, atOnce, far, answer) => {
  slow(4_000);
  expect(await types(typed)).toContain(atOnce);
  await until(() => far.test(world.told(VERA).join()));
  await goesOn();
  expect(world.told(VERA).at(-1)).toContain(answer);
  expect(world.told(VERA).filter((text) => /answers of|it takes/.test(text)).length).toBeLessThan(4);
});

test('while Security Hub says nothing at all whoever waits is told so', async () => {
  slow(6_000);
  await types('/shub score');
  await until(() => world.told(VERA).join().includes('Working out the score: it takes longer than usual.'));
  await goesOn();
  expect(world.told(VERA).at(-1)).toContain('no data');
});
