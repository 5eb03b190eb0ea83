import type { Services } from './services.ts';

/** Notes that there is work in these channels and has delivery look at them. */
export async function wakeChannels(wanted: Iterable<string>, { channels, queues }: Pick<Services, 'channels' | 'queues'>): Promise<void> {
  for (const channel of wanted) {
    await channels.wake(channel);
    await queues.wake(channel);
  }
}
