import type { Card } from '../../domain/card.ts';
import type { Notice } from '../../domain/notice.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { reopenedByClock } from '../../domain/reopened.ts';
import type { Request } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import type { Services } from '../services.ts';
import { followPress } from '../tickets/follow-press.ts';
import { backToNew } from './back-to-new.ts';
import { remarkOnce } from './remark-once.ts';

/** Asks whoever acknowledged a card whether they are still at it. */
export async function remindHolder(card: Card, services: Pick<Services, 'cards' | 'chat' | 'log' | 'policy' | 'now'>): Promise<void> {
  const { cards, chat, policy, now } = services;
  const { held, owner } = card;
  if (!held) return;
  const { reminder } = (await policy()).acknowledge;
  const notice: Notice = {
    tone: 'info',
    title: 'Are you still at it?',
    lines: ['Confirm, or give it back. Without an answer it is new again after as long once more.'],
    ...(owner !== undefined && { by: owner }),
  };
  const token = `${card.key}.${held.remindAt}.held`;
  const { key, actionVersion } = card;
  const question = { about: 'holding', card: key, actionVersion, since: held.since, notice } as const;
  const message =
    reminder === undefined
      ? undefined
      : await remarkOnce(card, token, ({ channel, ts }) => chat.ask(channel, ts, question, token), services);
  await cards.change(key, (stored) => {
    if (stored?.held?.since !== held.since || stored.held.reminded) return undefined;
    const { held: _held, ...rest } = stored;
    // The policy wants no reminders any more.
    if (reminder === undefined) return rest;
    return { ...rest, held: { since: held.since, remindAt: now().getTime() + reminder, reminded: true, ...(message && { message }) } };
  });
}

/** A press on Confirm: whoever acknowledged the card is asked again only after as long once more. */
export async function confirmHolding(
  { who, card: key, since }: Extract<Request, { kind: 'hold' }>,
  services: Pick<Services, 'cards' | 'chat' | 'directory' | 'policy' | 'now'>,
): Promise<void> {
  const { cards, chat, policy, now } = services;
  await assertCapability(who, 'respond', services);
  const before = await cards.get(key);
  if (before?.held?.since !== since)
    throw new UserFacingError('already_done', 'Nobody has this acknowledged any more, or somebody has anew.');
  if (before.owner !== who)
    throw new UserFacingError('not_allowed', `<@${before.owner}> has acknowledged this, so it is theirs to confirm.`);
  const { reminder } = (await policy()).acknowledge;
  await cards.change(key, (stored) => {
    if (stored?.held?.since !== since || !stored.held.reminded) return undefined;
    const { held: _held, ...rest } = stored;
    return reminder === undefined ? rest : { ...rest, held: { since, remindAt: now().getTime() + reminder, reminded: false } };
  });
  const { message } = before.held;
  if (message) await chat.amend(message.channel, message.ts, { tone: 'good', title: 'Confirmed: still at it', lines: [], by: who });
}

type Needs = Parameters<typeof backToNew>[3] & Parameters<typeof followPress>[1] & Pick<Services, 'cards' | 'chat' | 'now'>;

/** Nobody has confirmed: the card is nobody's, and its findings are NEW. */
export async function giveBack(card: Card, services: Needs): Promise<void> {
  const { held, owner } = card;
  if (!held) return;
  const { cards, chat, now } = services;
  const why = `${owner ?? 'whoever had acknowledged it'} did not confirm being at it`;
  const { id, findings } = await backToNew(card, 'NOTIFIED', { name: `${held.since}|given back`, why }, services);
  const [lead, ...others] = findings;
  await cards.change(card.key, (stored) => {
    if (stored?.held?.since !== held.since) return undefined;
    const { held: _held, owner: _owner, ...rest } = stored;
    if (!lead) return rest;
    const title = 'Nobody confirmed being at it: it is new again';
    return reopenedByClock(rest, { id, why, reason: 'nobody confirmed being at it', title, findings: [lead, ...others], at: now() });
  });
  if (held.message)
    await chat.amend(held.message.channel, held.message.ts, { tone: 'bad', title: 'Nobody confirmed, so it is new again', lines: [] });
  await followPress(card.key, services);
}
