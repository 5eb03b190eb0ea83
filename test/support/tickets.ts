import * as z from 'zod';
import { Ticket } from '../../src/domain/ticket.ts';
import type { SlackMessage } from '../../src/sandbox/slack/contract.ts';
import { anAsff } from '../fixtures/asff.ts';
import { ALERTS, type TestWorld, textsIn } from './world.ts';

export const MEDIUM = { Label: 'MEDIUM', Normalized: 50 };
export const aMediumAsff = (overrides: Record<string, unknown> = {}) => anAsff({ Severity: MEDIUM, ...overrides });

const DAY = 24 * 3600_000;

/** Every ticket in the table. */
export async function ticketsIn(world: TestWorld): Promise<Ticket[]> {
  const rows = await world.dynamodb.scan(world.config.tables.table);
  return rows.filter(({ pk }) => String(pk).startsWith('TICKET#')).map((row) => Ticket.parse(row));
}

/** The one there is. */
export async function ticketIn(world: TestWorld): Promise<Ticket> {
  const [ticket, ...others] = await ticketsIn(world);
  if (!ticket || others.length > 0) throw new Error(`${others.length + (ticket ? 1 : 0)} tickets instead of one`);
  return ticket;
}

export const historyOf = ({ history }: Ticket): string[] => history.map(({ did, by }) => `${did} by ${by}`);

/** Several days go by at once, and then the clock ticks. */
export async function days(world: TestWorld, count: number): Promise<void> {
  await world.clock.advance(count * DAY);
  await world.tick();
  await world.settle();
}

export async function asks(world: TestWorld, who: string, text: string): Promise<string> {
  const { body } = await world.slack.as(who).command(ALERTS, text);
  await world.settle();
  return JSON.stringify(body);
}

/** The newest message that only this person sees. */
export function answer(world: TestWorld, who: string): SlackMessage {
  const message = world.slack.state.messages.get(ALERTS)?.findLast((each) => each.ephemeralFor === who && !each.deleted);
  if (!message) throw new Error('nothing was answered');
  return message;
}

export const answered = (world: TestWorld, who: string): string => {
  const { text, blocks, attachments } = answer(world, who);
  return textsIn([{ text }, blocks, attachments]).join('\n');
};

const TicketEvent = z.object({
  id: z.string(),
  by: z.string(),
  from: z.string(),
  link: z.string().optional(),
  ticket: z.object({ state: z.string(), owner: z.string().optional() }),
});

/** What went out about tickets, oldest first. */
export const eventsOf = ({ bus }: TestWorld) =>
  bus.events.flatMap(({ event }) =>
    event['detail-type'].startsWith('Ticket ') ? [{ type: event['detail-type'], ...TicketEvent.parse(event.detail) }] : [],
  );

const Row = z.object({
  block_id: z.string(),
  elements: z.array(z.object({ action_id: z.string(), accessibility_label: z.string().optional() })),
});

/** Presses a button of the newest answer; with `about`, that of the row whose title has these words. Whatever comes of it is still to come. */
export async function pressing(world: TestWorld, who: string, actionId: string, about = ''): Promise<void> {
  const { ts, blocks } = answer(world, who);
  const row = blocks
    .flatMap((block) => Row.safeParse(block).data ?? [])
    .find(({ elements }) => elements.some((each) => each.action_id === actionId && (each.accessibility_label ?? '').includes(about)));
  await world.slack.as(who).act({ channel: ALERTS, ts }, { actionId, ...(row && { blockId: row.block_id }) });
}

export async function presses(world: TestWorld, who: string, actionId: string, about = ''): Promise<void> {
  await pressing(world, who, actionId, about);
  await world.settle();
}
