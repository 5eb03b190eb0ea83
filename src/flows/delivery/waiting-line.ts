import { type Card, placeOf } from '../../domain/card.ts';
import { NO_TALLY, STORM_ABOVE, totalOf, type Waiting } from '../../domain/storm.ts';
import { headAfterLook, headKeyOf, openHead } from '../../domain/storm-messages.ts';
import type { Services } from '../services.ts';
import { counted } from './sheets.ts';

/** Of more than this the head of a storm says that there are at least as many. */
const MOST = 20_000;

/** The whole line is read again after this long; what is urgent is seen at once. */
const LOOK_MS = 10_000;

/** How many rows are read before a storm begins: more than are posted while the index is half a minute behind, and a storm's worth. */
const READ_BEFORE_A_STORM = 48;

/** What waits in a channel for its first message, as one run of delivery sees it. */
export interface WaitingLine {
  /** Everything that waits, most urgent first, and in a storm its head, if that waits too; `urgent` is what the queue has in front now. */
  look(urgent: readonly Card[]): Promise<{ waiting: Waiting[]; newHead: Card | undefined }>;
  /** Whether there is a storm in the channel, as of the last look. */
  storm(): boolean;
  /** The sources that flood the channel, as of the last look. */
  flooding(): ReadonlySet<string>;
  /** False when the head still says that something waits, though nothing does any more; it is then put right. */
  settled(): Promise<boolean>;
  /** These need no message any more, whatever the index still says. */
  leave(keys: readonly string[]): void;
}

/** Each look at the whole line also opens the head of the channel's storm, brings it up to date, or closes it, and measures the line. */
export function waitingLine(channel: string, { cards, log, now }: Pick<Services, 'cards' | 'log' | 'now'>): WaitingLine {
  const gone = new Set<string>();
  let line: Waiting[] = [];
  let lookedAt = Number.NEGATIVE_INFINITY;
  let head: Card | undefined;

  /** Only the beginning, which is where what was posted last still stands; in a storm nobody has the time to read them all. */
  async function stillWaiting(keys: readonly Waiting[]): Promise<Waiting[]> {
    const first = keys.slice(0, READ_BEFORE_A_STORM);
    const stored = await Promise.all(first.map(({ key }) => cards.get(key)));
    const waiting = stored.flatMap((card) => (card?.state === 'NEW' && placeOf(card) === channel ? [card.key] : []));
    return [...first.filter(({ key }) => waiting.includes(key)), ...keys.slice(READ_BEFORE_A_STORM)];
  }

  async function lookAtAll(): Promise<void> {
    let whole = (await cards.waiting(channel, MOST)).filter(({ key }) => !gone.has(key));
    if (whole.length > STORM_ABOVE && !openHead(await cards.get(headKeyOf(channel)))) whole = await stillWaiting(whole);
    line = whole;
    lookedAt = now().getTime();
    const { card } = await cards.change(headKeyOf(channel), (stored) => headAfterLook(stored, channel, whole, now()));
    head = openHead(card) && card;
    if (whole.length === 0) return;
    const oldest = whole.reduce((least, { since }) => Math.min(least, Date.parse(since)), lookedAt);
    log.count('CardsWaiting', whole.length);
    log.count('OldestWaitingSeconds', Math.round((lookedAt - oldest) / 1000));
  }

  function withAhead(urgent: readonly Card[]): Waiting[] {
    line = line.filter(({ key }) => !gone.has(key));
    const known = new Set(line.map(({ key }) => key));
    return [...urgent.filter(({ key }) => !known.has(key) && !gone.has(key)).map(asWaiting), ...line];
  }

  return {
    async look(urgent) {
      if (now().getTime() >= lookedAt + LOOK_MS) await lookAtAll();
      let waiting = withAhead(urgent);
      if (!head && waiting.length > STORM_ABOVE) {
        // What has come since the last look makes it a storm: that begins with its head.
        await lookAtAll();
        waiting = withAhead(urgent);
      }
      const newHead = head?.state === 'NEW' && !gone.has(head.key) ? head : undefined;
      return { waiting, newHead };
    },
    storm: () => head !== undefined,
    flooding: () => new Set(openHead(head)?.flooding),
    async settled() {
      if (totalOf(openHead(head)?.waiting ?? NO_TALLY) === 0) return true;
      await lookAtAll();
      return false;
    },
    leave(keys) {
      for (const key of keys) gone.add(key);
    },
  };
}

const asWaiting = (card: Card): Waiting => ({ key: card.key, ...counted(card) });
