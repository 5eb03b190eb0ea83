import * as z from 'zod';
import { AlertPage } from '../src/domain/alert-page.ts';
import { EVENT_DETAILS } from '../src/domain/events-out.ts';
import { EventType } from '../src/domain/outgoing.ts';

/** The JSON Schemas of what shub sends out, by their names in docs/events: every event as a rule sees it, and the message of an alert page. */
export function eventSchemas(): Map<string, string> {
  const events = EventType.options.map((type): [string, string] => {
    const event = z.object({ source: z.literal('shub'), 'detail-type': z.literal(type), detail: EVENT_DETAILS[type] });
    return [`${type.toLowerCase().replaceAll(' ', '-')}.schema.json`, text(`${type}, an event of shub`, event)];
  });
  return new Map([...events, ['alert-page.schema.json', text('The JSON message of an alert page of shub', AlertPage)]]);
}

function text(title: string, type: z.ZodType): string {
  // `input`: as whoever gets it should read it, with room for fields that are added later.
  const { $schema, ...schema } = z.toJSONSchema(type, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}
