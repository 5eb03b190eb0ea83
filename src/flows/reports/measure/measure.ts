import type { Group } from '../../../domain/insight.ts';
import { type Scores, scoresOf } from '../../../domain/report.ts';
import { MOST_GROUPS } from '../../../domain/score-shards.ts';
import type { Services } from '../../services.ts';
import { controlTallies, firstCounts } from './control-tallies.ts';
import { controlQuestion, failedQuestion, openQuestion, type Scope } from './questions.ts';

/** Groups of findings; not `complete` when Security Hub tells no more than the largest hundred. */
export interface Counted {
  groups: Group[];
  complete: boolean;
}

/** What Security Hub says at one moment. */
export interface Measurement extends Scores {
  /** Findings that wait for somebody, by severity label and by product. */
  open: { severity: Counted; product: Counted };
  /** Failed checks, by account and by resource. */
  failed: { account: Counted; resource: Counted };
}

/**
 * The scores and counts over everything in scope, from insights: the number of calls depends on how many controls there
 * are and not on how many findings. All accounts together are asked of standing insights, one account of passing ones.
 */
export async function measure(scope: Scope, { controls, insights }: Pick<Services, 'controls' | 'insights'>): Promise<Measurement> {
  const catalogue = await controls.catalogue();
  const counts = firstCounts(catalogue);
  const [severity = [], product = [], account = [], resource = [], ...answers] = await insights.ask(
    [
      openQuestion('SeverityLabel', scope),
      openQuestion('ProductName', scope),
      failedQuestion('AwsAccountId', scope),
      failedQuestion('ResourceId', scope),
      ...counts.map(({ says, shard }) => controlQuestion(says, shard, catalogue, scope)),
    ],
    { standing: scope.account === undefined },
  );
  const tallies = await controlTallies(counts, answers, {
    catalogue,
    scope,
    ask: (questions) => insights.ask(questions, { standing: false }),
  });
  return {
    ...scoresOf(catalogue, tallies),
    open: { severity: counted(severity), product: counted(product) },
    failed: { account: counted(account), resource: counted(resource) },
  };
}

const counted = (groups: Group[]): Counted => ({ groups, complete: groups.length < MOST_GROUPS });
