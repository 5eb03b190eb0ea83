import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
  type PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { EventOut } from '../domain/events-out.ts';
import type { Bus, Sent } from '../flows/services.ts';
import { failure } from './failure.ts';

/** What one call takes (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html), the size with room to spare. */
const MOST_ENTRIES = 10;
const MOST_BYTES = 250_000;

const PASSING = /throttl|internal/i;

/** An event bus; without a name, nowhere. Events stand in it under the source `shub`. */
export function eventBus(client: EventBridgeClient, name: string | undefined): Bus {
  const entryOf = ({ type, detail, resources }: EventOut): PutEventsRequestEntry => ({
    EventBusName: name,
    Source: 'shub',
    DetailType: type,
    Time: new Date(detail.time),
    Resources: resources,
    Detail: JSON.stringify(detail),
  });

  async function putBatch(entries: readonly PutEventsRequestEntry[]): Promise<Sent[]> {
    try {
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
      return entries.map((_, i) => sentOf(Entries[i]));
    } catch (error) {
      return entries.map(() => failure(error));
    }
  }

  return {
    async put(events) {
      if (name === undefined) return events.map(() => ({ is: 'nowhere' }));
      const sent: Sent[] = [];
      for (const batch of batches(events.map(entryOf))) sent.push(...(await putBatch(batch)));
      return sent;
    },
  };
}

/** The answer is a 200 even when it refuses entries: each is told apart by its place. */
function sentOf(result: PutEventsResultEntry | undefined): Sent {
  if (result?.EventId !== undefined) return { is: 'sent' };
  const code = result?.ErrorCode ?? 'no answer for this entry';
  return {
    is: 'failed',
    lasting: result?.ErrorCode !== undefined && !PASSING.test(code),
    because: `${code}: ${result?.ErrorMessage ?? ''}`,
  };
}

function batches(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const all: PutEventsRequestEntry[][] = [];
  let bytes = Infinity;
  for (const entry of entries) {
    const size = sizeOf(entry);
    bytes += size;
    const last = all.at(-1);
    if (last && last.length < MOST_ENTRIES && bytes <= MOST_BYTES) last.push(entry);
    else {
      all.push([entry]);
      bytes = size;
    }
  }
  return all;
}

/** As EventBridge counts ("Calculating PutEvents event entry size"): 14 bytes for the time, and the bytes of every text. */
const sizeOf = ({ Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number =>
  [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), 14);
