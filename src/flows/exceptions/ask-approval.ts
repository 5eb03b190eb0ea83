import type { Card } from '../../domain/card.ts';
import { whyOf } from '../../domain/exception.ts';
import { takes } from '../../domain/face.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import type { Intent } from '../../domain/intent.ts';
import { tooLate } from '../../domain/meanwhile.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Policy } from '../../domain/policy.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { remarkOnce } from '../promises/remark-once.ts';
import type { Services } from '../services.ts';

/** Longer than a shift, so that somebody who may is there; what was asked about has not changed too much since. */
const OPEN_MS = 24 * 3600_000;

/** Whether a second person must agree before this press may be carried out. */
export const needsApproval = (intent: Intent, card: Card | undefined, { suppress }: Policy): boolean =>
  intent.action === 'suppress' &&
  intent.approvedBy === undefined &&
  card?.subject.kind === 'problem' &&
  suppress.approval.severities.includes(card.severity);

/**
 * Asks in the thread of the card whether somebody else agrees with a suppression, as it was seen by whoever asked for it.
 * Nothing is changed until they do. Throws what to tell the requester when it cannot be asked.
 */
export async function askApproval(intent: Intent, services: Pick<Services, 'cards' | 'chat' | 'intents' | 'log' | 'now'>): Promise<void> {
  const { cards, chat, intents, now } = services;
  const { card } = await cards.change(intent.card, (stored) => {
    if (!stored || stored.asked?.intent === intent.id) return undefined;
    if (stored.actionVersion !== intent.actionVersion || !takes(stored, 'suppress'))
      throw new UserFacingError('already_done', tooLate(stored, intent));
    if (stored.asked && stored.asked.until > now().getTime())
      throw new UserFacingError('already_done', `<@${stored.asked.by}> has asked for this already; an approver decides in the thread.`);
    return { ...stored, asked: { intent: intent.id, by: intent.who, until: now().getTime() + OPEN_MS }, want: `${stored.want} asked` };
  });
  if (!card) throw cardForgotten();

  const question = { about: 'approval', card: card.key, intent: intent.id, notice: noticeOf(intent) } as const;
  const message = await remarkOnce(
    card,
    `${intent.id}.approval`,
    ({ channel, ts }) => chat.ask(channel, ts, question, `${intent.id}.approval`),
    services,
  );
  await cards.change(card.key, (stored) => {
    if (stored?.asked?.intent !== intent.id) return undefined;
    const { asked, ...rest } = stored;
    return message ? { ...rest, asked: { ...asked, message } } : { ...rest, want: `${stored.want} unasked` };
  });
  if (!message)
    throw new UserFacingError('not_done', 'This needs a second person, and its card has no thread yet to ask in. Try again in a minute.');
  await intents.move(
    intent.id,
    { state: 'REQUESTED', thread: 'waiting' },
    {
      state: 'WAITING',
      thread: 'waiting',
      untold: 'Suppressing this needs a second person: approvers are asked in the thread of the card, for 24 hours.',
    },
  );
}

function noticeOf({ who, reasonClass = 'other', text = '', until }: Intent): Notice {
  return {
    tone: 'working',
    title: 'Suppress this finding? A second person decides',
    lines: [
      `Because ${whyOf({ reasonClass, text })}`,
      ...(until === undefined ? [] : [`Until ${until.slice(0, 10)}`]),
      'Open for 24 hours, for anybody else who is an approver.',
    ],
    by: who,
  };
}

/** The card without the question, and the message of the question saying what came of it. */
export async function closeQuestion(
  key: string,
  intentId: string,
  outcome: Pick<Notice, 'tone' | 'title' | 'lines'>,
  { cards, chat }: Pick<Services, 'cards' | 'chat'>,
): Promise<void> {
  const asked = (await cards.get(key))?.asked;
  if (asked?.intent !== intentId) return;
  if (asked.message) await chat.amend(asked.message.channel, asked.message.ts, { ...outcome, by: asked.by });
  await cards.change(key, (stored) => {
    if (stored?.asked?.intent !== intentId) return undefined;
    const { asked: _asked, ...rest } = stored;
    return { ...rest, want: `${stored.want} answered` };
  });
}
