import { UserFacingError } from './refusal.ts';

const HOW_LONG = 'It keeps what is closed for 90 days; what comes back after that has a new card.';

/** For whoever presses on a message of which shub has nothing left, be it the card or its findings. */
export const cardForgotten = (): UserFacingError =>
  new UserFacingError(
    'finding_gone',
    `Nothing was done: shub no longer knows this card. ${HOW_LONG} \`/shub findings\` lists what Security Hub has now.`,
  );

/** The same of a finding that was asked for by itself. */
export const findingForgotten = (): UserFacingError =>
  new UserFacingError(
    'finding_gone',
    `Nothing was done: shub has no record of this finding any more. ${HOW_LONG} \`/shub show\` with its id asks Security Hub.`,
  );
