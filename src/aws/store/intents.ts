import { Intent } from '../../domain/intent.ts';
import { handedOut } from '../../domain/telling.ts';
import type { Intents } from '../../flows/services.ts';
import { ABSENT, expiry, getRow, keysIn, putRow, type Row, type Table } from './table.ts';

const pkOf = (id: string) => `INTENT#${id}`;
/** How long it is known what somebody pressed. */
export const KEPT_SECONDS = 90 * 24 * 3600;

/** Where presses that were carried out are listed by time, with what was done to which card: for reports, which read nothing else of them. */
export const PRESSED = 'PRESSED';

/** Nobody needs to take these up; the card of one that waits knows until when. */
const RESTING = new Set<Intent['state']>(['SHOWN', 'REFUSED', 'WAITING']);

/** The list in which it is to be found, and under what. */
function listed(intent: Intent, now: Date): Row {
  const { id, state, untold, telling = handedOut(undefined, now), requestedAt, action, card } = intent;
  if (!RESTING.has(state)) return { listIn: 'INTENTS', listOrder: `${requestedAt}#${id}` };
  // By when it is tried next, so that what cannot be said keeps nothing else from being taken up.
  if (untold !== undefined) return { listIn: 'UNTOLD', listOrder: `${telling.at}#${id}` };
  return state === 'SHOWN' ? { listIn: PRESSED, listOrder: `${requestedAt}#${action}#${card}#${id}` } : {};
}

/** Presses in DynamoDB, kept for 90 days; the unfinished ones are listed by age, to be taken up again after a crash, and what is untold by when it is to be told. */
export function intentStore(table: Table, token: () => string, now: () => Date): Intents {
  const get: Intents['get'] = async (id) => {
    const row = await getRow(table, pkOf(id));
    return row && Intent.parse(row);
  };

  const rowOf = (intent: Intent): Row => ({
    ...intent,
    ttl: expiry(now(), KEPT_SECONDS),
    ...listed(intent, now()),
  });

  async function inList(list: string, upTo: Date, limit: number): Promise<Intent[]> {
    const keys = await keysIn(table, 'list', list, { limit, upTo: upTo.toISOString() });
    const intents = await Promise.all(keys.map(({ pk }) => get(pk.slice('INTENT#'.length))));
    return intents.filter((intent) => intent !== undefined);
  }

  return {
    get,

    async create(intent) {
      if (await putRow(table, pkOf(intent.id), rowOf(intent), token(), ABSENT)) return { intent, created: true };
      return { intent: (await get(intent.id)) ?? intent, created: false };
    },

    async move(id, from, to) {
      const stored = await get(id);
      if (!stored || stored.state !== from.state || stored.thread !== from.thread) return false;
      return putRow(table, pkOf(id), rowOf({ ...stored, ...to }), token(), {
        expression: '#state = :state AND #thread = :thread',
        names: { '#state': 'state', '#thread': 'thread' },
        values: { ':state': from.state, ':thread': from.thread },
      });
    },

    unfinished: (before, limit) => inList('INTENTS', before, limit),
    untold: (by, limit) => inList('UNTOLD', by, limit),
  };
}
