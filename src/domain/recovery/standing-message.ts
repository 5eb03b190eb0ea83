import { type Card, pointingTo } from '../card.ts';

/** A message of ours that is in a channel now, as Slack tells it. */
export interface OurMessage {
  channel: string;
  ts: string;
  /** From its metadata: which try of which card posted it. */
  token: string;
  card?: string;
  /** From its buttons: the version of the card that it shows, and the findings that it lists. */
  actionVersion?: number;
  lists: string[];
}

/** Where a card stands in Slack: what its row must say, so that nothing is posted a second time. */
export type Standing = Pick<Card, 'state' | 'generation' | 'actionVersion' | 'twinChecks' | 'createdAt'> &
  Partial<Pick<Card, 'ts' | 'previousTs' | 'previousChannel' | 'token' | 'sheet' | 'place'>>;

export const timeOf = (ts: string): Date => new Date(Number(ts) * 1000);

/**
 * Where a card stands, from the messages about it and the sheet that lists it; undefined when there is neither. Each token is a
 * generation; two messages with one token are twins, of which the later is looked for and removed as always.
 */
export function standingOf(
  channel: string,
  messages: readonly OurMessage[],
  sheet: OurMessage | undefined,
  now: Date,
): Standing | undefined {
  const generations = firstOfEach(messages);
  const newest = generations.at(-1);
  if (sheet && (!newest || sheet.ts > newest.ts)) {
    return {
      state: 'LISTED',
      generation: generations.length + 1,
      actionVersion: versionIn(messages),
      twinChecks: [],
      createdAt: timeOf(sheet.ts).toISOString(),
      sheet: sheet.card ?? '',
      ...pointingTo(newest, { channel }),
      ...(sheet.channel !== channel && { place: sheet.channel }),
    };
  }
  if (!newest) return undefined;
  const previous = generations.at(-2) ?? (sheet && sheet.ts < newest.ts ? sheet : undefined);
  const twins = messages.some(({ token, ts }) => token === newest.token && ts !== newest.ts);
  return {
    state: 'POSTED',
    generation: generations.length + (sheet ? 1 : 0),
    actionVersion: versionIn(messages),
    twinChecks: twins ? [now.getTime()] : [],
    createdAt: timeOf(newest.ts).toISOString(),
    ts: newest.ts,
    token: newest.token,
    ...pointingTo(previous, { channel }),
    ...(newest.channel !== channel && { place: newest.channel }),
  };
}

/** The message of each generation, oldest first. */
function firstOfEach(messages: readonly OurMessage[]): OurMessage[] {
  const first = new Map<string, OurMessage>();
  for (const message of messages.toSorted((a, b) => a.ts.localeCompare(b.ts))) {
    if (!first.has(message.token)) first.set(message.token, message);
  }
  return [...first.values()];
}

/** What is on a button now must not be an older version than the card's. */
const versionIn = (messages: readonly OurMessage[]): number => Math.max(0, ...messages.map(({ actionVersion = 0 }) => actionVersion));
