import { UserFacingError } from '../../domain/refusal.ts';
import type { Aside } from '../../domain/seen.ts';
import { type PressedCard, parsePressedCard } from '../button-value.ts';
import type { PressListener } from '../listener.ts';
import type { Press } from '../payload.ts';
import { requestPress } from '../request-press.ts';
import { UNKNOWN } from '../words.ts';

/** A click on Acknowledge or Re-open: nothing more needs to be asked. */
export const onPressAtOnce =
  (action: 'acknowledge' | 'reopen'): PressListener =>
  async (press, services) => {
    await requestPress({ who: press.who, action, ...pressedCard(press) }, services);
    return undefined;
  };

/** The card under which a button was pressed, and where; `aside`: not on its own message. */
export function pressedCard({ value, channel, aside }: Press): PressedCard & { channel: string; aside?: Aside } {
  const pressed = parsePressedCard(value);
  if (!pressed || channel === undefined) throw new UserFacingError('bad_arguments', UNKNOWN);
  return { ...pressed, channel, ...(aside && { aside }) };
}
