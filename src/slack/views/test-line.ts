import type { ProblemFace } from '../../domain/face.ts';
import { date, person } from './text.ts';

/** What stands at the top of a test card, before anything that looks real. */
export function testLine({ by, until, over }: NonNullable<ProblemFace['test']>): string {
  const end = over
    ? 'It is over: nothing can be pressed any more.'
    : `Its buttons work until ${date(until)}, and change nothing but this card.`;
  return `🧪 *TEST*: nothing is wrong. ${person(by)} tries out this channel. ${end}`;
}
