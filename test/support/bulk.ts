import type { SlackMessage } from '../../src/sandbox/slack/contract.ts';
import { aGuardDutyAsff } from '../fixtures/asff-detections.ts';
import { answer, asks } from './tickets.ts';
import { ALERTS, aWorld, PEOPLE, POLICY, type TestWorld, textsIn } from './world.ts';

const ACCOUNTS = ['111122223333', '444455556666', '777788889999', '123456789012'];

/** So many findings that are each a problem of their own, in four accounts, the first five of them CRITICAL. */
export const many = (count: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, i) =>
    aGuardDutyAsff({
      Id: `many-${i}`,
      Title: `Finding ${i} of many`,
      AwsAccountId: ACCOUNTS[i % ACCOUNTS.length],
      ...(i < 5 && { Severity: { Label: 'CRITICAL', Normalized: 90 } }),
      ...more,
    }),
  );

/** Everything that the person's topmost window says. */
export function window(world: TestWorld, who: string): string {
  const modal = world.slack.as(who).modals().at(-1);
  if (!modal) throw new Error('no window is open');
  return textsIn([modal.view['blocks'], { text: modal.view['submit'] }]).join('\n');
}

/** Asks for a list and presses All of these. */
export async function choosesAll(world: TestWorld, who: string, typed = '/shub findings'): Promise<void> {
  await asks(world, who, typed);
  const { ts } = answer(world, who);
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId: 'bulk:list' });
  await world.settle();
}

/** Chooses in the form what is to be done. */
export async function choosesTo(world: TestWorld, who: string, action: string): Promise<void> {
  const ana = world.slack.as(who);
  const modal = ana.modals().at(-1);
  if (!modal) throw new Error('no form is open');
  const value = `${action}|${String(modal.view['private_metadata'])}`;
  await ana.act({ view: modal.id }, { actionId: 'bulk:action', value: { value } });
  await world.settle();
}

/** Sends the form off, and lets come of it what comes within so many milliseconds. */
export async function sends(
  world: TestWorld,
  who: string,
  values: Parameters<ReturnType<TestWorld['slack']['as']>['submit']>[0] = {},
): Promise<void> {
  await world.slack.as(who).submit(values);
  await world.settle(60_000);
}

export const because = (value: string) => ({ note: { text: { type: 'plain_text_input', value } } });

const TITLE = /(Acknowledg|Resolv|Suppress|Assign|Re-open)(ed|ing) \d+|Tak(en|ing) back/;

/** The messages about changes of many, wherever they are. */
export const messagesOfMany = (world: TestWorld): SlackMessage[] =>
  [...world.cards(), ...world.replies()].filter((message) => TITLE.test(message.text));

/** What they say now. */
export const saidOfMany = (world: TestWorld): string[] =>
  messagesOfMany(world).map(({ text, blocks, attachments }) => textsIn([{ text }, blocks, attachments]).join('\n'));

/** Presses Undo under the newest of them. */
export async function undoes(world: TestWorld, who: string): Promise<void> {
  const message = messagesOfMany(world).at(-1);
  await world.slack.as(who).act({ channel: ALERTS, ts: message?.ts ?? '' }, { actionId: 'bulk:undo' });
  await world.settle(60_000);
}

/** What identifies one of the findings that `many` makes. */
export function refOf(place: number): { Id: string; ProductArn: string } {
  const { ProductArn } = aGuardDutyAsff();
  return { Id: `many-${place}`, ProductArn: String(ProductArn) };
}

/** A world in which so many of them have come, few at a time, so that each has a card of its own. */
export async function worldWithMany(count: number, policy = POLICY): Promise<TestWorld> {
  const world = await aWorld({ policy });
  const all = many(count);
  for (let from = 0; from < count; from += 10) {
    await world.arrives(...all.slice(from, from + 10));
    await world.minutes(1);
  }
  return world;
}

/** How many findings Security Hub has in each workflow status. */
export function statusesOf(world: TestWorld): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of world.statuses()) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** The card about one of the findings that `many` makes. */
export const cardOf = (world: TestWorld, place: number): string =>
  world.cards().find((card) => JSON.stringify(card).includes(`Finding ${place} `))?.ts ?? '';

/** How many cards say that Ana has done this. */
export const drawn = (world: TestWorld, word: string): number =>
  world
    .cards()
    .filter(({ text, blocks, attachments }) =>
      textsIn([{ text }, blocks, attachments]).join('\n').includes(`*${word}* by <@${PEOPLE.responder}>`),
    ).length;
