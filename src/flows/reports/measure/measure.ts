import type { Group } from '../../../domain/insight.ts';
import type { Counted, Measurement } from '../../../domain/report.ts';
import { scoresOf } from '../../../domain/report-scores.ts';
import type { Catalogue } from '../../../domain/score-catalogue.ts';
import { MOST_GROUPS } from '../../../domain/score-shards.ts';
import type { Services } from '../../services.ts';
import { controlTallies, firstCounts } from './control-tallies.ts';
import { controlQuestion, failedQuestion, openQuestion, type Scope } from './questions.ts';

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
  const counts = firstCounts(catalogue);
  const overview = [
    openQuestion('SeverityLabel', scope),
    openQuestion('ProductName', scope),
    failedQuestion('AwsAccountId', scope),
    failedQuestion('ResourceId', scope),
  ];
  const scores = counts.map(({ says, shard }) => controlQuestion(says, shard, catalogue, scope));
  let done = 0;
  const answered = () => progress(++done, overview.length + scores.length);

  const standing = scope.account === undefined;
  const together = standing && scope.standard === undefined;
  const first = await insights.ask(together ? [...overview, ...scores] : scores, { standing, answered });
  const apart = together ? first.splice(0, overview.length) : await insights.ask(overview, { standing: false, answered });
  const tallies = await controlTallies(counts, first, {
    catalogue,
    scope,
    ask: (questions) => insights.ask(questions, { standing: false }),
  });
  const [severity, product, account, resource] = apart.map(counted);
  return {
    ...scoresOf(catalogue, tallies),
    open: { severity: severity ?? NONE, product: product ?? NONE },
    failed: { account: account ?? NONE, resource: resource ?? NONE },
  };
}

const NONE: Counted = { groups: [], complete: true };

const counted = (groups: Group[]): Counted => ({ groups, complete: groups.length < MOST_GROUPS });
