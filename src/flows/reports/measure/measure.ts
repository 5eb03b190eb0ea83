import type { Group } from '../../../domain/insight.ts';
import type { Counted, Measurement } from '../../../domain/report.ts';
import { scoresOf } from '../../../domain/report-scores.ts';
import type { Catalogue } from '../../../domain/score-catalogue.ts';
import { MOST_GROUPS } from '../../../domain/score-shards.ts';
import type { Services } from '../../services.ts';
import { failedQuestion, openQuestion, type Scope } from './questions.ts';
import { tallyControls } from './tally-controls.ts';

type Needs = Pick<Services, 'insights'>;

/** Told how far it is: so many answers of so many. */
export type Progress = (done: number, of: number) => void;

/**
 * The scores and counts over everything in scope, from insights: the number of calls depends on how many controls there
 * are and not on how many findings. What is asked every day is asked of standing insights, the rest of passing ones.
 */
export async function measure(
  catalogue: Catalogue,
  scope: Scope,
  { insights }: Needs,
  progress: Progress = () => undefined,
): Promise<Measurement> {
  const overview = [
    openQuestion('SeverityLabel', scope),
    openQuestion('ProductName', scope),
    failedQuestion('AwsAccountId', scope),
    failedQuestion('ResourceId', scope),
  ];
  const standing = scope.account === undefined;
  // What is asked about one standard comes and goes; the score is always told for all of them.
  const together = standing && scope.standard === undefined;
  let [done, of] = [0, 0];
  const answered = (counts: number) => {
    of = Math.max(of, together ? counts : overview.length + counts);
    progress(++done, Math.max(done, of));
  };
  const asked = { catalogue, scope, standing, answered, beside: together ? overview : [] };
  const { tallies, beside } = await tallyControls(asked, { insights });
  const apart = together ? beside : await insights.ask(overview, { standing: false, answered: () => answered(0) });
  const [severity, product, account, resource] = apart.map(counted);
  return {
    ...scoresOf(catalogue, tallies),
    open: { severity: severity ?? NONE, product: product ?? NONE },
    failed: { account: account ?? NONE, resource: resource ?? NONE },
  };
}

const NONE: Counted = { groups: [], complete: true };

const counted = (groups: Group[]): Counted => ({ groups, complete: groups.length < MOST_GROUPS });
