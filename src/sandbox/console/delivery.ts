import * as z from 'zod';
import type { ConsoleLine, Tone } from '../page/protocol.ts';
import type { World } from '../world.ts';

const Paused = z.object({ by: z.string() });

const ChannelRow = z.object({
  pk: z.string().startsWith('CHANNEL#'),
  channel: z.string(),
  health: z.string().default('ok'),
  healthReason: z.string().optional(),
  pausedUntil: z.number().optional(),
  leaseUntil: z.number().optional(),
  paused: Paused.optional(),
});
type ChannelRow = z.infer<typeof ChannelRow>;

const TONES: Record<string, Tone> = { ok: 'good', broken: 'bad' };

/** How delivery stands in each channel, from the product's table as it is, and what waits in the queues. */
export async function deliveryLines(world: World): Promise<ConsoleLine[]> {
  const { dynamodb, config, slack, sqs, clock } = world;
  const rows = await dynamodb.scan(config.tables.table);
  const waiting = new Map<string, number>();
  for (const { dirtyIn } of rows) if (typeof dirtyIn === 'string') waiting.set(dirtyIn, (waiting.get(dirtyIn) ?? 0) + 1);
  const everywhere = Paused.safeParse(rows.find(({ pk }) => pk === 'PAUSE')?.paused).data;
  const nameOf = (user: string) => slack.state.users.get(user)?.real_name ?? user;

  const channels = rows.flatMap((row) => ChannelRow.safeParse(row).data ?? []);
  const lines = channels.map((row): ConsoleLine => {
    const pausedBy = row.paused ?? everywhere;
    const facts = [pausedBy && `paused by ${nameOf(pausedBy.by)}`, ...waits(row, clock.now()), row.healthReason].filter(
      (fact) => fact !== undefined,
    );
    return {
      id: row.channel,
      group: 'Channels',
      title: `#${slack.state.channels.get(row.channel)?.name ?? row.channel}`,
      outcome: { word: row.health, tone: TONES[row.health] ?? 'news', because: `${waiting.get(row.channel) ?? 0} waiting` },
      facts: facts.length > 0 ? facts : ['nothing holds it up'],
    };
  });
  const queues = sqs.queues().sort((a, b) => Number(b.oldest > 0) - Number(a.oldest > 0) || a.name.localeCompare(b.name));
  return [...lines.sort((a, b) => a.title.localeCompare(b.title)), ...queues.map(queueLine)];
}

function waits({ pausedUntil = 0, leaseUntil = 0 }: ChannelRow, now: number): string[] {
  return [
    ...(pausedUntil > now ? [`Slack wants none until ${time(pausedUntil)}`] : []),
    ...(leaseUntil > now ? [`someone is posting, until ${time(leaseUntil)} at most`] : []),
  ];
}

function queueLine({ name, visible, inFlight, delayed, oldest }: ReturnType<World['sqs']['queues']>[number]): ConsoleLine {
  return {
    id: name,
    group: 'Queues',
    title: name,
    // A message in a dead-letter queue is one that nobody will see unless they look here.
    outcome: {
      word: oldest > 0 ? `oldest ${Math.round(oldest / 1000)} s` : 'empty',
      tone: name.endsWith('-dead') && visible > 0 ? 'bad' : 'quiet',
    },
    facts: [`${visible} waiting`, `${inFlight} in flight`, `${delayed} delayed`],
  };
}

const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const time = (ms: number): string => SECONDS.format(ms);
