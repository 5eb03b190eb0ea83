import type { Services } from './services.ts';

/**
 * When the next line may be said under a card of the channel, in ms since 1970; undefined when it may now, which is then counted.
 * Asked before a line is looked for in its thread: what cannot be said yet need not be looked for either.
 */
export async function lineHeldUntil(
  channel: string,
  { channels, budgets, now }: Pick<Services, 'channels' | 'budgets' | 'now'>,
): Promise<number | undefined> {
  const { pausedUntil = 0 } = (await channels.get(channel)) ?? {};
  return pausedUntil > now().getTime() ? pausedUntil : budgets.takeLine(channel);
}
