import * as z from 'zod';
import { findingKey } from '../../src/domain/asff/identity.ts';
import { PAGER, type World } from '../../src/sandbox/world.ts';
import { CHANNELS } from './place.ts';
import { statesIn } from './watch.ts';

const Stored = z.object({
  Id: z.string(),
  ProductArn: z.string(),
  Title: z.string(),
  Severity: z.object({ Label: z.string() }),
  Workflow: z.object({ Status: z.string() }),
  Note: z.object({ Text: z.string() }).optional(),
});

/** A finding as Security Hub has it now. */
export interface Told {
  state: number;
  /** Whether people are to see it in a channel; otherwise it is a ticket, or only counted. */
  alerts: boolean;
  workflow: string;
  note: string;
}

/** What Security Hub has, by name. */
export function toldBy({ hub }: Pick<World, 'hub'>): Map<string, Told> {
  return new Map(
    [...hub.findings.values()].flatMap((finding) => {
      const { Title, Severity, Workflow, Note } = Stored.parse(finding);
      const alerts = Severity.Label === 'HIGH' || Severity.Label === 'CRITICAL';
      return [...statesIn(Title)].map(
        ([name, state]) => [name, { state, alerts, workflow: Workflow.Status, note: Note?.Text ?? '' }] as const,
      );
    }),
  );
}

/** Where people can read about a finding: each message that is about it or lists it, thread lines left out. */
export interface Place {
  ts: string;
  channel: string;
  state: number;
  text: string;
}

export function readIn({ slack }: Pick<World, 'slack'>): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const channel of CHANNELS) {
    for (const { ts, deleted, ephemeralFor, thread_ts, text, blocks, attachments } of slack.state.messages.get(channel) ?? []) {
      if (deleted || ephemeralFor !== undefined || thread_ts !== undefined) continue;
      const all = JSON.stringify([text, blocks, attachments]);
      for (const [name, state] of statesIn(all)) places.set(name, [...(places.get(name) ?? []), { ts, channel, state, text: all }]);
    }
  }
  return places;
}

/** Under each message, how many lines say that somebody acknowledged it. */
export function acknowledgements({ slack }: Pick<World, 'slack'>): Map<string, number> {
  const lines = new Map<string, number>();
  for (const channel of CHANNELS) {
    for (const { deleted, ephemeralFor, thread_ts, text } of slack.state.messages.get(channel) ?? []) {
      if (deleted || ephemeralFor !== undefined || thread_ts === undefined || !/acknowledged/i.test(text)) continue;
      lines.set(`${channel} ${thread_ts}`, (lines.get(`${channel} ${thread_ts}`) ?? 0) + 1);
    }
  }
  return lines;
}

/** The names of all findings of which the table has a row, by their keys. */
export async function knownIn({ hub, dynamodb, config }: Pick<World, 'hub' | 'dynamodb' | 'config'>): Promise<Map<string, string>> {
  const rows = new Set((await dynamodb.scan(config.tables.table)).map(({ pk }) => String(pk)));
  return new Map(
    [...hub.findings.values()].flatMap((finding) => {
      const { Id, ProductArn, Title } = Stored.parse(finding);
      const key = findingKey({ id: Id, productArn: ProductArn });
      return rows.has(`FINDING#${key}`) ? [...statesIn(Title).keys()].map((name) => [key, name] as const) : [];
    }),
  );
}

const Restless = z.object({
  state: z.string(),
  want: z.string(),
  shown: z.string().optional(),
  twinChecks: z.array(z.unknown()),
  outgoing: z.array(z.unknown()),
});

/** What is still to be done, in a few words each: cards, presses, and queues with messages in them. */
export async function leftToDo({ dynamodb, config, sqs }: Pick<World, 'dynamodb' | 'config' | 'sqs'>): Promise<string[]> {
  const rows = await dynamodb.scan(config.tables.table);
  const cards = rows.flatMap((row) => {
    if (!String(row['pk']).startsWith('CARD#')) return [];
    const { state, want, shown, twinChecks, outgoing } = Restless.parse(row);
    const why = [
      ...(want !== shown && state !== 'PARKED' ? ['is not drawn as it should be'] : []),
      ...(twinChecks.length > 0 ? ['is to be looked at for a late copy'] : []),
      ...(outgoing.length > 0 ? [`has ${outgoing.length} things to send`] : []),
    ];
    return why.length === 0 ? [] : [`${row['pk']}, ${state}, ${why.join(' and ')}`];
  });
  const presses = rows
    .filter(({ pk, state }) => String(pk).startsWith('INTENT#') && (state === 'REQUESTED' || state === 'APPLIED'))
    .map(({ pk, state, thread }) => `${pk} is ${state}, its line ${thread}`);
  const queues = sqs
    .queues()
    .filter(({ name, visible, inFlight, delayed }) => name !== PAGER && !name.endsWith('-dead') && visible + inFlight + delayed > 0)
    .map(({ name, visible, inFlight, delayed }) => `${name}: ${visible} visible, ${inFlight} in flight, ${delayed} delayed`);
  return [...cards, ...presses, ...queues];
}
