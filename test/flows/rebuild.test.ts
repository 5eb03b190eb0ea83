import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Services } from '../../src/flows/services.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { eventsOf, pagesOf } from '../support/outlets.ts';
import { loseTheTable as losing, rebuild as rebuilding } from '../support/rebuilding.ts';
import { ALERTS, aWorld, PEOPLE, type TestWorld, textsIn } from '../support/world.ts';

/** Interrupted once after each call that it makes. */
vi.setConfig({ testTimeout: 300_000 });

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(() => world.stop());

const rebuild = (flags?: string[], through?: (services: Services) => Services) => rebuilding(world, flags, through);
const loseTheTable = () => losing(world);

const posts = () => world.slack.calls.filter(({ operation }) => operation === 'chat.postMessage').length;
const rows = async () => (await world.dynamodb.scan(world.config.tables.table)).filter(({ pk }) => /^(CARD|FINDING)#/.test(String(pk)));

/** A card that somebody has acknowledged, one that nobody has looked at, and one that is resolved. */
async function someHistory(): Promise<void> {
  await world.arrives(aGuardDutyAsff({ Id: 'taken', Title: 'Taken' }));
  await world.press(PEOPLE.responder, 'acknowledge');
  await world.arrives(aGuardDutyAsff({ Id: 'untouched', Title: 'Untouched' }));
  await world.arrives(aGuardDutyAsff({ Id: 'over', Title: 'Over' }));
  const over = [...world.hub.findings.values()].filter(({ Id }) => Id === 'over');
  world.hub.consoleUpdates(
    over.map(({ Id, ProductArn }) => ({ Id: String(Id), ProductArn: String(ProductArn) })),
    { status: 'RESOLVED', who: 'console/dan' },
  );
  await world.minutes(3);
}

const cardOf = (title: string) => {
  const [card, ...others] = world.cards().filter((message) => JSON.stringify(message).includes(title));
  if (!card || others.length > 0) throw new Error(`${title} has ${others.length + (card ? 1 : 0)} cards`);
  return card;
};
const read = (title: string) => textsIn([cardOf(title).blocks, cardOf(title).attachments]).join('\n');
const act = async (title: string, action: string, who: string = PEOPLE.responder) => {
  await world.slack.as(who).act({ channel: ALERTS, ts: cardOf(title).ts }, { actionId: `finding:${action}` });
  await world.settle();
};

test('after the table was lost every card keeps its message, says who took it, and its buttons work', async () => {
  await someHistory();
  const [before, pages, events] = [posts(), pagesOf(world).length, eventsOf(world).length];
  await loseTheTable();

  const { code, said } = await rebuild();
  expect(code, said).toBe(0);
  expect(said).toContain('the cards of 3 are in Slack');
  await world.minutes(4);

  expect(posts()).toBe(before);
  expect(pagesOf(world)).toHaveLength(pages);
  expect(eventsOf(world)).toHaveLength(events);
  expect(read('Taken')).toContain(`*Acknowledged* by <@${PEOPLE.responder}>`);
  expect(read('Over')).toContain('RESOLVED');

  await act('Untouched', 'acknowledge', PEOPLE.other);
  expect(read('Untouched')).toContain(`*Acknowledged* by <@${PEOPLE.other}>`);
  expect(world.cards()).toHaveLength(3);
});

test('a second run changes no row, posts nothing and edits nothing', async () => {
  await someHistory();
  await loseTheTable();
  await rebuild();
  await world.minutes(4);
  const [once, calls] = [await rows(), world.slack.calls.length];

  const { code, said } = await rebuild();
  expect(code, said).toBe(0);
  expect(said).toContain('0 findings found their cards again, 0 had none');
  await world.minutes(4);
  expect(await rows()).toEqual(once);
  expect(world.slack.calls.slice(calls).filter(({ operation }) => operation.startsWith('chat.'))).toEqual([]);
});

test('what is open and has no message gets one, but not what was there before shub', async () => {
  await world.arrives(aGuardDutyAsff({ Id: 'told', Title: 'Told' }));
  await loseTheTable();
  world.hub.imports(aGuardDutyAsff({ Id: 'missed', Title: 'Missed', CreatedAt: '2026-03-02T09:30:00.000Z' }));
  world.hub.imports(aGuardDutyAsff({ Id: 'old', Title: 'Long known', CreatedAt: '2025-12-01T09:30:00.000Z' }));
  for (const { url } of world.sqs.queues().filter(({ name }) => name === 'shub-findings')) expect(url).toBe(world.config.findingsQueue);

  await rebuild();
  await world.minutes(4);
  expect(cardOf('Told')).toBeDefined();
  expect(cardOf('Missed')).toBeDefined();
  expect(JSON.stringify(world.cards())).not.toContain('Long known');
});

test('a dry run says what it would do, and does nothing', async () => {
  await someHistory();
  await loseTheTable();
  const calls = world.dynamodb.calls.length;
  const { code, said } = await rebuild(['--dry-run']);
  expect(code).toBe(0);
  expect(said).toContain('is not there: it is made');
  expect(said).toContain('Nothing was done (--dry-run).');
  const changing = world.dynamodb.calls.slice(calls).filter(({ operation }) => /Put|Update|Create/.test(operation));
  expect(changing.filter(({ status }) => status === 200)).toEqual([]);
});

test('unless it may ask or is told yes it does nothing', async () => {
  const { code, said } = await rebuild([]);
  expect(said).toContain('Run this again with --yes');
  expect(code).toBe(2);
});

test('a suppression comes back with its end, its reason and the person who approved it, and ends by itself', async () => {
  await world.arrives(aGuardDutyAsff({ Id: 'hidden', Title: 'Hidden' }));
  await act('Hidden', 'suppress');
  await world.slack.as(PEOPLE.responder).submit({
    reason: { class: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'accepted risk' } } },
    note: { text: { type: 'plain_text_input', value: 'Honeypot of research' } },
  });
  await world.settle();
  await loseTheTable();
  await rebuild();
  await world.minutes(3);
  const card = (await rows()).find(({ exception }) => exception !== undefined);
  expect(card?.exception).toMatchObject({ reasonClass: 'accepted risk', text: 'Honeypot of research', by: PEOPLE.responder });
  expect(read('Hidden')).toContain('Suppressed');
});

test('where the audit trail cannot be read, the notes in Security Hub tell who took what', async () => {
  await someHistory();
  await loseTheTable();
  world.dynamodb.deny('dynamodb:Query');
  const { said } = await rebuild(['--dry-run']);
  expect(said.replace(/\s+/g, ' ')).toContain('the audit trail cannot be read with these credentials (AccessDeniedException)');
});

test('the cards of a storm stay on their sheets, and each opens', async () => {
  await world.arrives(...Array.from({ length: 60 }, (_, i) => aGuardDutyAsff({ Id: `one-${i}`, Title: `Finding one-${i}` })));
  await world.minutes(6);
  const before = world.cards().length;
  await loseTheTable();
  const { code, said } = await rebuild();
  expect(code, said).toBe(0);
  await world.minutes(6);
  expect(world.cards()).toHaveLength(before);
  const listed = (await rows()).filter(({ state }) => state === 'LISTED');
  expect(listed.length).toBeGreaterThan(30);
  const [sheet] = world.cards().filter(({ text }) => text.includes('of the storm'));
  expect(textsIn(sheet?.blocks).join('\n')).toContain('Finding one-');
});

/** Calls of the rebuilding that change something or ask somebody, each in its turn the last one it makes. */
function dyingAt(nth: number): { through: (services: Services) => Services; died: () => boolean } {
  let calls = 0;
  let died = false;
  const mortal = (target: object): object =>
    new Proxy(target, {
      get(of, name, receiver) {
        const value: unknown = Reflect.get(of, name, receiver);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          const result: unknown = await Reflect.apply(value, of, given);
          if (++calls !== nth) return result;
          died = true;
          throw new Error('interrupted');
        };
      },
    });
  const PORTS = ['chat', 'hub', 'findings', 'cards', 'installation', 'channels', 'queues', 'audit'];
  return {
    through: (services) =>
      new Proxy(services, {
        get(of, name, receiver) {
          const value: unknown = Reflect.get(of, name, receiver);
          return PORTS.includes(String(name)) && typeof value === 'object' && value !== null ? mortal(value) : value;
        },
      }),
    died: () => died,
  };
}

test('interrupted after any of its calls and run again, it ends as if it had not been', async () => {
  await someHistory();
  const before = posts();
  let interrupted = 0;
  for (let nth = 1; ; nth++) {
    await loseTheTable();
    const death = dyingAt(nth);
    const { code } = await rebuild(['--yes'], death.through);
    if (!death.died()) break;
    interrupted++;
    expect(code).toBe(1);
    expect((await rebuild()).code).toBe(0);
    await world.settle();
    const cards = (await rows()).filter(({ pk }) => String(pk).startsWith('CARD#'));
    expect(cards.map(({ state }) => state)).toEqual(['POSTED', 'POSTED', 'POSTED']);
    expect(posts(), `after call ${nth}`).toBe(before);
  }
  expect(interrupted).toBeGreaterThan(15);
  await world.minutes(3);
  expect(posts()).toBe(before);
  expect(read('Taken')).toContain(`*Acknowledged* by <@${PEOPLE.responder}>`);
});
