import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';

type Needs = Pick<Services, 'channels' | 'installation' | 'queues' | 'chat' | 'log' | 'now'>;

/**
 * `/shub pause` and `/shub resume`, for one channel or for `all`. Findings keep being taken in; their cards wait and are
 * posted on resuming. The channel is told, so that silence there is never mistaken for peace.
 */
export async function pauseDelivery(asker: Asker, { scope, on }: { scope: string; on: boolean }, services: Needs): Promise<void> {
  const { channels, installation, chat, log, now } = services;
  const paused = on ? { by: asker.who, at: now().toISOString() } : undefined;
  const everywhere = scope === 'all';
  const before = everywhere ? await installation.paused() : (await channels.get(scope))?.paused;
  if ((before !== undefined) === on) {
    const state = on ? `paused, for ${formatDistanceStrict(before?.at ?? now(), now())} now, by <@${before?.by}>` : 'not paused';
    await chat.answer(asker, {
      kind: 'words',
      text: `Delivery ${everywhere ? 'everywhere' : `in <#${scope}>`} is already ${state}. Nothing was changed.`,
    });
    return;
  }

  if (everywhere) await installation.setPaused(paused);
  else await channels.setPaused(scope, paused);
  log.info(on ? 'delivery paused' : 'delivery resumed', { scope, by: asker.who });

  const told = everywhere ? (await channels.all()).map(({ channel }) => channel) : [scope];
  const text = on
    ? `⏸️ <@${asker.who}> paused shub here. Findings are still taken in; their cards wait until \`/shub resume\`.`
    : `▶️ <@${asker.who}> resumed shub here. What waited is being posted now.`;
  for (const channel of told) await chat.announce(channel, text);
  if (!on) await wakeChannels(told, services);
  await chat.answer(asker, {
    kind: 'words',
    text: on
      ? `Paused ${everywhere ? 'everywhere' : `in <#${scope}>`}. Nothing is lost: \`/shub resume${everywhere ? ' all' : ''}\` brings what waited.`
      : `Resumed ${everywhere ? 'everywhere' : `in <#${scope}>`}.`,
  });
}
