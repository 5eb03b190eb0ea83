import type { Services } from '../services.ts';

/** A pause ends when somebody ends it, and that wakes the channel; this is only for a wake that got lost. */
const PAUSE_LOOK_MS = 15 * 60_000;

/** Until when nothing may be sent to the channel, in ms since 1970; undefined when something may. */
export async function heldUntil(
  channel: string,
  { channels, installation, breaker, now }: Pick<Services, 'channels' | 'installation' | 'breaker' | 'now'>,
): Promise<number | undefined> {
  const [state, paused, refused] = await Promise.all([channels.get(channel), installation.paused(), breaker.open()]);
  if (paused || state?.paused) return now().getTime() + PAUSE_LOOK_MS;
  if (refused && refused.nextTry > now().getTime()) return refused.nextTry;
  return state?.pausedUntil !== undefined && state.pausedUntil > now().getTime() ? state.pausedUntil : undefined;
}
