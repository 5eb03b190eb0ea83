import { afterEach, beforeEach, expect, test } from 'vitest';
import { showDetails } from '../../src/flows/answers/show-details.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf } from '../support/outlets.ts';
import { aWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const MANY = 40;
const many = () => Array.from({ length: MANY }, (_, i) => aGuardDutyAsff({ Id: `many-${i}`, Title: `Many ${i}` }));
const sheets = () => world.cards().filter(({ text }) => text.includes('of the storm'));
const isSheet = ({ body }: { body: Buffer }) => decodeURIComponent(body.toString().replaceAll('+', ' ')).includes('of the storm');

const pagedFor = (): string[] => pagesOf(world).map(({ findingId }) => findingId);
const alerted = (): string[] => eventsOf(world).flatMap(({ type, detail }) => (type === 'Finding Alerted' ? [detail.id] : []));

/** Nobody is left out, and what went out twice says so by its id. */
function everyoneIsPaged(): void {
  expect(new Set(pagedFor()).size).toBe(MANY);
  expect(new Set(pagesOf(world).map(({ id }) => id)).size).toBe(MANY);
  expect(new Set(alerted()).size).toBe(MANY);
}

/** Cards that still hold something to be sent, sheets that do so for their cards among them. */
const holding = async () =>
  (await world.dynamodb.scan(world.config.tables.table)).filter((row) => /"kind":"(page|event)"/.test(JSON.stringify(row)));

test('each finding on a sheet is paged about once, with a link to its sheet, and its card is not written for that', async () => {
  let writes = 0;
  world.dynamodb.faults.add({
    operation: 'PutItem',
    fault: { do: 'refuse' },
    when: ({ body }) => {
      if (body.includes('"LISTED"')) writes++;
      return false;
    },
  });
  await world.arrives(...many());
  await world.minutes(3);
  everyoneIsPaged();
  expect(pagedFor()).toHaveLength(MANY);
  expect(alerted()).toHaveLength(MANY);
  const listed = pagesOf(world).filter(({ slack }) => sheets().some(({ ts }) => slack?.url?.includes(ts.replace('.', ''))));
  expect(listed.length).toBeGreaterThan(0);
  expect(writes).toBe(listed.length);
  expect(await holding()).toEqual([]);
});

test('Details of a listed finding say that it was paged about', async () => {
  await world.arrives(...many());
  await world.minutes(3);
  const listed = (await world.dynamodb.scan(world.config.tables.table)).find(({ state }) => state === 'LISTED');
  const drawn: string[] = [];
  const chat: TestWorld['services']['chat'] = {
    ...world.services.chat,
    showDetails: async (_view, { around }) => void drawn.push(...(around?.told ?? []).map(({ what }) => what)),
  };
  await showDetails({ view: 'V0', subject: String(listed?.['key']) }, { ...world.services, chat });
  expect(drawn).toEqual(['alert page']);
});

test.each(['lose answer', 'refuse'] as const)('a sheet on whose way the wire does "%s" leaves nobody unpaged', async (fault) => {
  world.slack.faults.add({ operation: 'chat.postMessage', when: isSheet, times: 1, fault: { do: fault } });
  await world.arrives(...many());
  await world.minutes(8);
  expect(world.slack.faults.rules).toEqual([]);
  everyoneIsPaged();
  expect(await holding()).toEqual([]);
});

test('when Slack takes no sheet at all, its findings are paged about by cards of their own', async () => {
  const refusal = { do: 'answer', answer: { status: 200, body: { ok: false, error: 'invalid_blocks' } } } as const;
  world.slack.faults.add({ operation: 'chat.postMessage', when: isSheet, times: 100, fault: refusal });
  await world.arrives(...many());
  await world.minutes(8);
  everyoneIsPaged();
  expect(await holding()).toEqual([]);
});

test('a sheet that waits for Slack holds no page back longer than a card would', async () => {
  world.slack.faults.add({ operation: 'chat.postMessage', when: isSheet, fault: { do: 'refuse' } });
  await world.arrives(...many());
  await world.minutes(12);
  expect(sheets()).toEqual([]);
  everyoneIsPaged();
}, 60_000);

test('a page that SNS refuses for a finding on a sheet is tried again, and remembered by its card', async () => {
  world.sns.faults.add({ operation: 'Publish', times: 60, fault: { do: 'answer', answer: { status: 500, body: '' } } });
  await world.arrives(...many());
  await world.minutes(12);
  everyoneIsPaged();
  expect(await holding()).toEqual([]);
});

test.each([1, 2, 3])('a worker whose %s. write of the sheet fails leaves nobody unpaged', async (nth) => {
  const body = { __type: 'com.amazonaws.dynamodb.v20120810#AccessDeniedException', message: 'no' };
  world.dynamodb.faults.add({
    operation: 'PutItem',
    when: ({ body }) => body.includes('"kind":{"S":"sheet"}'),
    skip: nth - 1,
    times: 1,
    fault: { do: 'answer', answer: { status: 400, body } },
  });
  await world.arrives(...many());
  await world.minutes(9);
  expect(world.dynamodb.faults.rules).toEqual([]);
  everyoneIsPaged();
  expect(await holding()).toEqual([]);
});
