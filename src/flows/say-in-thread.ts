import { type Card, placeOf } from '../domain/card.ts';
import { leadFirst } from '../domain/card-changes.ts';
import { reasonOf } from '../domain/intent.ts';
import { ReadingFailed } from './delivery/reading-failed.ts';
import { lineHeldUntil } from './line-held-until.ts';
import type { Services } from './services.ts';

type Needs = Pick<Services, 'intents' | 'cards' | 'channels' | 'findings' | 'chat' | 'budgets' | 'now' | 'log'>;

/**
 * The one line that a press leaves under its card, and with it the end of the intent. Written down as being sent before
 * it is, so that after a crash it is looked for in the thread and never said twice. A line that may not go out yet is put off
 * until it may: the press comes back `again` with nothing left to do but its line. Failing instead would wait for as long as the
 * queue hides a message.
 */
export async function sayInThread(intentId: string, services: Needs, again: (seconds: number) => Promise<void>): Promise<void> {
  const { intents, cards, findings, chat, now, log } = services;
  const intent = await intents.get(intentId);
  if (intent?.state !== 'APPLIED') return;
  const card = await cards.get(intent.card);
  // A card in a storm is one of many rows: the line goes under their sheet, and names what it is about.
  const sheet = card?.state === 'LISTED' && card.sheet !== undefined ? await cards.get(card.sheet) : undefined;
  const { ts } = sheet ?? card ?? {};
  const shown = { state: 'SHOWN', thread: 'sent' } as const;
  const { state, replacedAt } = sheet ?? card ?? {};
  // Another message takes the place of the one that was pressed on: the line goes under that, once it is there.
  if (replacedAt !== undefined && (state === 'NEW' || state === 'POSTING')) return again(patience(Date.parse(replacedAt), now().getTime()));
  if (card === undefined || ts === undefined) {
    await intents.move(intent.id, intent, shown); // Not posted yet: when it is, the card itself says it.
    return;
  }
  const place = placeOf(sheet ?? card);
  const held = await lineHeldUntil(place, services);
  if (held !== undefined) return again((held - now().getTime()) / 1000);
  const sending = { state: 'APPLIED', thread: 'sending' } as const;
  if (intent.thread === 'waiting' && !(await intents.move(intent.id, intent, sending))) return; // Someone else is at it.
  const before = intent.thread === 'sending' ? await lookFor(intent.id, { place, ts }, services) : [];
  if ('retryAfter' in before) return again(before.retryAfter);
  if (before.length === 0) {
    const reason = reasonOf(intent);
    const about = sheet && (await titleOf(card, { findings }));
    const line = {
      who: intent.who,
      action: intent.action,
      ...(reason && { reason }),
      ...(intent.assignee !== undefined && { assignee: intent.assignee }),
      ...(intent.action === 'snooze' && { until: intent.until, open: intent.open }),
      ...(intent.undoes && { undid: intent.undoes.action }),
      ...(about && { about }),
      ...(card.subject.kind === 'test' && { test: true }),
    };
    const outcome = await chat.thread(place, ts, line, intent.id);
    if (outcome.kind === 'not sent') return again(outcome.retryAfter);
    if (outcome.kind === 'ambiguous') throw new Error(`Thread line perhaps not sent (${outcome.error}); it will be looked for`);
    if (outcome.kind === 'permanent') log.error('thread line refused', { card: card.key, because: outcome.error });
    if (!(await intents.move(intent.id, sending, shown)) && outcome.kind === 'ok') {
      // Whoever slept in the middle of this may find that another has said it meanwhile.
      const [first] = await chat.findInThread(place, ts, intent.id);
      if (first !== undefined && first !== outcome.ts) await chat.remove(place, outcome.ts);
    }
    return;
  }
  await intents.move(intent.id, sending, shown);
}

/** The line as it may have been said already; or after how many seconds Slack lets it be looked for. */
async function lookFor(
  token: string,
  { place, ts }: { place: string; ts: string },
  { chat }: Needs,
): Promise<string[] | { retryAfter: number }> {
  try {
    return await chat.findInThread(place, ts, token);
  } catch (error) {
    if (error instanceof ReadingFailed && error.failure.kind === 'not sent') return error.failure;
    throw error;
  }
}
/** Seconds: soon at first, then longer the longer it has been in vain, and at most as long as a queue can hold something back. */
const patience = (since: number, now: number): number => Math.min(Math.max(10, (now - since) / 1000), 900);

async function titleOf({ subject }: Card, { findings }: Pick<Services, 'findings'>): Promise<string | undefined> {
  if (subject.kind !== 'problem') return undefined;
  const rows = await findings.many(subject.members.map(({ key }) => key));
  return leadFirst(rows.map(({ finding }) => finding))[0]?.title;
}
