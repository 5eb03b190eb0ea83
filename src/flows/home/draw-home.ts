import { HOME_PACE_MS } from '../../domain/home.ts';
import type { Request } from '../../domain/request.ts';
import type { Outcome, Services } from '../services.ts';
import { composeHome } from './compose-home.ts';

type Needs = Pick<Services, 'homes' | 'budgets' | 'chat' | 'queues' | 'log' | 'now'> & Parameters<typeof composeHome>[1];

/** Somebody has opened their Home: it is drawn, and follows what happens for the next ten minutes. */
export async function openHome({ who }: Extract<Request, { kind: 'home' }>, services: Needs): Promise<void> {
  await services.homes.opened(who);
  await drawHome(who, { spare: false }, services);
  // What changed while nobody was known to look at it, and was therefore not told, is in the second drawing.
  await services.queues.drawHome(who, HOME_PACE_MS / 1000);
}

/** What Homes show has changed: each that somebody has open is drawn, as soon as it may be. */
export async function drawHomes({ homes, queues }: Pick<Services, 'homes' | 'queues'>): Promise<void> {
  await homes.begin();
  for (const who of await homes.open()) await queues.drawHome(who);
}

/**
 * Draws a person's Home unless they opened it too long ago, at most once in ten seconds: what comes sooner is drawn together,
 * at the end of them. Safe to run any number of times; a Home that could not be drawn is drawn later, as long as it is open.
 */
export async function drawHome(who: string, { spare }: { spare: boolean }, services: Needs): Promise<void> {
  const { homes, budgets, chat, log } = services;
  const turn = await homes.turn(who);
  if (turn.is === 'later') await comeBack(who, turn.at, services);
  if (turn.is !== 'now') return;
  const full = await budgets.take('views.publish', { spare });
  if (full !== undefined) return putOff(who, full, services);

  const outcome = await chat.showHome(who, await composeHome(who, services));
  const again = againIn(outcome);
  if (outcome.kind !== 'ok') {
    log.warn('home not drawn', { who, because: outcome.error, ...(again !== undefined && { again }) });
    log.count('HomesNotDrawn');
  }
  if (again !== undefined) await putOff(who, services.now().getTime() + again, services);
}

/** In how many ms the same can help; undefined when it is drawn, or never will be as it is. An unanswered view may still arrive. */
function againIn(outcome: Outcome): number | undefined {
  switch (outcome.kind) {
    case 'not sent':
      return outcome.retryAfter * 1000;
    case 'ambiguous':
      return HOME_PACE_MS;
    default:
      return undefined;
  }
}

async function putOff(who: string, at: number, services: Pick<Services, 'homes' | 'queues' | 'now'>): Promise<void> {
  await services.homes.putOff(who, at);
  await comeBack(who, at, services);
}

const comeBack = (who: string, at: number, { queues, now }: Pick<Services, 'queues' | 'now'>): Promise<void> =>
  queues.drawHome(who, (at - now().getTime()) / 1000);
