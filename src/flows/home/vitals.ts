import type { Vitals } from '../../domain/home.ts';
import { backlogOf } from '../backlog.ts';
import type { Services } from '../services.ts';

/** The clock ticks every minute; some of these may be late. */
const CLOCK_LATE_MS = 5 * 60_000;

/** What the table alone tells of shub's health, without asking AWS or Slack anything: `/shub health` asks. */
export async function vitalsOf({
  heartbeats,
  breaker,
  cards,
  channels,
  now,
}: Pick<Services, 'heartbeats' | 'breaker' | 'cards' | 'channels' | 'now'>): Promise<Vitals> {
  const [{ clock, ...events }, refused, all, waiting] = await Promise.all([
    heartbeats.last(),
    breaker.open(),
    channels.all(),
    backlogOf({ cards, channels, now }),
  ]);
  const broken = all.filter(({ health }) => health === 'broken').map(({ channel }) => `<#${channel}>`);
  const paused = all.filter((channel) => channel.paused).map(({ channel }) => `<#${channel}>`);
  const newest = Object.values(events).reduce<Date | undefined>((last, at) => (last && last > at ? last : at), undefined);
  const late = clock !== undefined && now().getTime() - clock.getTime() > CLOCK_LATE_MS;
  return {
    wrong: [
      ...(refused ? [`Slack refuses shub's token (${refused.because})`] : []),
      ...(late ? ['its clock stands still'] : []),
      ...(broken.length > 0 ? [`these channels take no messages: ${broken.slice(0, 5).join(', ')}`] : []),
      ...(paused.length > 0 ? [`paused: ${paused.slice(0, 5).join(', ')}`] : []),
    ],
    ...waiting,
    ...(newest && { newestEvent: newest.toISOString() }),
  };
}
