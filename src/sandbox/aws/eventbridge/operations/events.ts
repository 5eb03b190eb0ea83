import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Buses, readPattern } from '../buses.ts';
import { EventBridgeError } from '../event-bridge-error.ts';
import { operation } from '../operation.ts';

const MOST_BYTES = 262_144;

const Entry = z.object({
  /** Seconds since 1970. */
  Time: z.number().optional(),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).default([]),
  EventBusName: z.string().optional(),
  TraceHeader: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;

const Detail = z.record(z.string(), z.unknown());

export const putEvents = operation(
  z.object({
    Entries: z
      .array(Entry)
      .min(1, 'Member must have length greater than or equal to 1')
      .max(10, 'Member must have length less than or equal to 10'),
  }),
  ({ Entries }, { buses, failures }) => {
    if (Entries.reduce((sum, entry) => sum + bytesOf(entry), 0) > MOST_BYTES) {
      throw new EventBridgeError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const results = Entries.map((entry) => failures.take(entry) ?? put(entry, buses));
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  },
);

/** As the user guide counts an entry ("Calculating PutEvents event entry size"). */
function bytesOf({ Time, Source = '', DetailType = '', Detail = '', Resources }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return (Time === undefined ? 0 : 14) + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

type Result = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

function put({ Time, Source, DetailType, Detail: detailText, Resources, EventBusName }: Entry, buses: Buses): Result {
  if (!Source) return missing('Source');
  if (!DetailType) return missing('DetailType');
  if (!detailText) return missing('Detail');
  if (Source.startsWith('aws.')) return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  const detail = Detail.safeParse(jsonOf(detailText));
  if (!detail.success) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const bus = buses.all().find(({ name, arn }) => (EventBusName ?? 'default') === name || EventBusName === arn);
  // What AWS answers here is not documented. To take the event and drop it would hide a misspelt name.
  if (!bus) return { ErrorCode: 'InvalidArgument', ErrorMessage: `Event bus ${EventBusName} does not exist.` };
  const id = randomUUID();
  buses.publish(bus, {
    version: '0',
    id,
    'detail-type': DetailType,
    source: Source,
    account: buses.account,
    time: new Date(Time === undefined ? buses.clock.now() : Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: buses.region,
    resources: Resources,
    detail: detail.data,
  });
  return { EventId: id };
}

const missing = (name: string): Result => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not JSON, and so no detail
  }
}

const MANDATORY = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

export const testEventPattern = operation(z.object({ EventPattern: z.string(), Event: z.string() }), ({ EventPattern, Event }) => {
  const matches = readPattern(EventPattern);
  const event = Detail.safeParse(jsonOf(Event));
  if (!event.success) throw new EventBridgeError('ValidationException', 'Event is not a valid JSON object.');
  const absent = MANDATORY.filter((name) => !Object.hasOwn(event.data, name));
  if (absent.length > 0) throw new EventBridgeError('ValidationException', `Event is missing mandatory fields: ${absent.join(', ')}`);
  return { Result: matches(event.data) };
});
