import type { Card } from '../card.ts';
import { awaitsAnswer, EscalationStep } from '../escalation.ts';

/** What a step that speaks in Slack leaves in the metadata of its message: see `waitOf`. A page leaves nothing. */
const CALL = /^(.+)\.(\d+)\.(\d{13})\.(mention|fallback)$/;

/**
 * How far the escalation of a card that nobody has acknowledged had come, as the messages of its steps tell. What cannot be known to
 * have been done is done, at the time it was due: better a page that comes twice than none. Undefined: it waits for nobody.
 */
export function recoveredEscalation(card: Card, tokens: readonly string[]): Card['escalation'] {
  if (!awaitsAnswer(card)) return undefined;
  const { key, generation, createdAt, lastPress } = card;
  const calls = tokens.flatMap((token) => {
    const [, of, number, since, step] = CALL.exec(token) ?? [];
    const { data } = EscalationStep.safeParse(step);
    return data && of === key && Number(number) === generation ? [{ since: Number(since), step: data }] : [];
  });
  const began = lastPress ? Date.parse(lastPress.at) : Date.parse(createdAt);
  const newest = Math.max(...calls.map(({ since }) => since));
  // Of a wait that somebody has ended since, nothing holds any more.
  if (calls.length === 0 || (lastPress && newest < began)) return { since: began, at: {}, done: [] };
  const last = Math.max(...calls.filter(({ since }) => since === newest).map(({ step }) => EscalationStep.options.indexOf(step)));
  return { since: newest, at: {}, done: EscalationStep.options.slice(0, last + 1) };
}
