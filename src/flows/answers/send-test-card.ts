import { MayNotLook } from '../../domain/health.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Request } from '../../domain/request.ts';
import { testCard, testKeyOf } from '../../domain/test-card.ts';
import { heldUntil } from '../delivery/held-until.ts';
import type { ChannelFacts, Services } from '../services.ts';
import { wakeChannels } from '../wake-channels.ts';

type Needs = Pick<
  Services,
  'breaker' | 'cards' | 'channels' | 'chat' | 'installation' | 'log' | 'now' | 'queues' | 'slackHealth' | 'sleep'
>;

/** How long delivery is watched: it takes a second or two when nothing else waits. */
const LOOKS = 10;
const LOOK_EVERY_MS = 1_500;

/**
 * `/shub test`: a card about nothing is put where real ones are put, and delivery is watched until it has posted it. So what
 * is tried is the way that findings take: queue, delivery, its role, the channel. Whoever asked is told what came of it.
 */
export async function sendTestCard(request: Extract<Request, { kind: 'test' }>, services: Needs): Promise<void> {
  const { who, id, scope } = request;
  const { cards, channels, chat, log, now, sleep } = services;
  const name = await nameOf(scope, services);
  const key = testKeyOf(id);
  const { changed } = await cards.change(key, (stored) => (stored ? undefined : testCard({ key, channel: scope, by: who, now: now() })));
  if (changed && (await channels.get(scope))?.health === 'broken') await forgive(scope, services);
  await wakeChannels([scope], services);
  log.info('test card asked for', { channel: scope, who });

  if ((await heldUntil(scope, services)) !== undefined) {
    await chat.answer(request, {
      kind: 'words',
      text: `⏸️ ${name} is paused or Slack asks to wait, so the test card follows when that is over.`,
    });
    return;
  }
  for (let look = 0; look < LOOKS; look++) {
    const card = await cards.get(key);
    if (card?.state === 'POSTED') {
      await chat.answer(request, {
        kind: 'words',
        text: `✅ The test card is in ${name}. Press its buttons: they change nothing but the card.`,
      });
      return;
    }
    if (card?.state === 'PARKED') throw new UserFacingError('not_done', `Slack does not take the test card: \`${card.parkedBecause}\`.`);
    const state = await channels.get(scope);
    if (state?.health === 'broken') {
      await cards.change(key, (stored) =>
        stored?.state === 'NEW' ? { ...stored, state: 'PARKED', parkedBecause: 'test failed' } : undefined,
      );
      throw new UserFacingError('not_done', `The test card could not be posted in ${name}: ${mending(state.healthReason)}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
  const waited = (LOOKS * LOOK_EVERY_MS) / 1000;
  throw new UserFacingError(
    'not_done',
    `Not posted in ${name} within ${waited} seconds. It still waits its turn; \`/shub health\` says what holds delivery up.`,
  );
}

/** A channel that was broken is otherwise left alone for a while; whoever asks has perhaps just mended it. */
async function forgive(channel: string, { channels, now }: Needs): Promise<void> {
  await channels.setHealth(channel, 'ok');
  await channels.hold(channel, now());
}

/** The channel as people call it. Throws what to do when nothing can be posted there. */
async function nameOf(channel: string, { slackHealth, log }: Needs): Promise<string> {
  let facts: ChannelFacts;
  try {
    facts = await slackHealth.channel(channel);
  } catch (error) {
    if (!(error instanceof MayNotLook)) throw error;
    // Posting is what is tried; looking first only makes for better words.
    log.warn('channel not looked at', { channel, because: error.message });
    return `<#${channel}>`;
  }
  const { name, archived, member, shared } = facts;
  const refuse = (words: string) => new UserFacingError('not_done', `No test card was sent. ${words}`);
  if (name === undefined) throw refuse(`shub sees no channel ${channel}. If it is a private one, type \`/invite @shub\` in it first.`);
  if (archived) throw refuse(`#${name} is archived. Unarchive it, or name another channel.`);
  if (!member) throw refuse(`shub is not in #${name}. Type \`/invite @shub\` there, then try again.`);
  if (shared) log.warn('test card in a shared channel', { channel });
  return `<#${channel}>`;
}

const mending = (error = 'Slack does not say why'): string =>
  error === 'not_in_channel' || error === 'channel_not_found'
    ? 'shub is not in it. Type `/invite @shub` there, then try again.'
    : `Slack says \`${error}\`.`;
