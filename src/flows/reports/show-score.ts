import { quickWins } from '../../domain/report-scores.ts';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';
import { measureAsked } from './focus.ts';
import type { Progress } from './measure/measure.ts';

/** How many controls "fix these and gain that" names. */
const WINS = 3;

/** Answers `/shub score`: how all standards stand, or one, and what would raise it with the least work. */
export async function showScore(
  asker: Asker,
  { standard: typed }: { standard?: string },
  services: Pick<Services, 'controls' | 'insights' | 'chat'>,
  progress?: Progress,
): Promise<void> {
  const { overall, standards, failing, controls, standard } = await measureAsked(
    typed === undefined ? {} : { standard: typed },
    services,
    progress,
  );
  const scores = { overall, standards, failing, controls };
  const wins = quickWins(scores, WINS);
  await services.chat.answer(asker, { kind: 'score', scores, ...(standard && { standard }), ...(wins && { wins }) });
}
