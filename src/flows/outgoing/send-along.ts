import { goesAlong } from '../../domain/alerting.ts';
import { type Card, placeOf } from '../../domain/card.ts';
import { SETTLE_MS } from '../../domain/due.ts';
import { messageUrl } from '../../domain/message-url.ts';
import { claimed } from '../../domain/outgoing.ts';
import type { Services } from '../services.ts';
import { putEvents } from './put-events.ts';
import { findingsOf, type Results } from './send-out.ts';
import { sendPage } from './send-page.ts';

type Needs = Pick<Services, 'findings'> & Parameters<typeof sendPage>[2] & Parameters<typeof putEvents>[1];

/** Longer than this nobody's post may be held up by what goes out with it. */
const PATIENCE_MS = 2_000;

/** Whether something that went out along with a post did not get through, or slowly: the rest of a run then goes by itself. */
export interface Company {
  trouble: boolean;
}

/** Whether something may go out with a post now: whoever has been asleep may have been followed by somebody who looks the message up. */
export const inTime = ({ postingSince = 0 }: Card, { trouble }: Company, now: number): boolean =>
  !trouble && now <= postingSince + SETTLE_MS - PATIENCE_MS;

/** Whether what went out took too long for the next post to wait for. */
export const isSlow = (began: number, now: number): boolean => now > began + PATIENCE_MS;

/**
 * Sends the page and the event that wait for the first message of a card, between the post and the write that says that it is
 * posted, so that this one write says both. That the card is POSTING is the claim on them, see `goesAlong`; what is not sent
 * here is sent by `sendOut` once the card is POSTED.
 */
export async function sendAlong(card: Card, ts: string, company: Company, services: Needs): Promise<Results[]> {
  const { log, now } = services;
  const began = now().getTime();
  const steps = goesAlong(card, began);
  if (steps.length === 0 || !inTime(card, company, began)) return [];
  try {
    const findings = await findingsOf(card, services);
    if (!findings) return [];
    const tale = { card, findings, message: { ts, url: messageUrl(placeOf(card), ts) } };
    const taken = claimed(steps, new Set(steps.map(({ id }) => id)), began);
    const results = await Promise.all([
      putEvents(
        taken.map((step) => ({ step, tale })),
        services,
      ),
      ...taken.map((step) => (step.kind === 'page' ? sendPage(step, tale, services) : { fates: [] })),
    ]);
    const failed = results.some(({ fates }) => fates.some(([, fate]) => typeof fate === 'object'));
    company.trouble = failed || isSlow(began, now().getTime());
    return results;
  } catch (error) {
    // The message is there, and that must be written down whatever became of this; it is sent later with the same id.
    log.warn('not sent along with the message', { card: card.key, error: String(error) });
    company.trouble = true;
    return [];
  }
}
