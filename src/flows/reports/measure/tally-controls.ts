import { type ControlNaming, namingsOf } from '../../../domain/control-naming.ts';
import type { Group, InsightQuestion } from '../../../domain/insight.ts';
import { InsightRefused } from '../../../domain/insight-refused.ts';
import type { Tally } from '../../../domain/score.ts';
import type { Catalogue } from '../../../domain/score-catalogue.ts';
import type { Services } from '../../services.ts';
import { controlTallies, firstCounts } from './control-tallies.ts';
import { controlFindingsQuestion, controlQuestion, type Scope } from './questions.ts';

interface Asked {
  catalogue: Catalogue;
  scope: Scope;
  /** Whether the insights stay, to be asked again. */
  standing: boolean;
  /** What else is asked in the same go. */
  beside: readonly InsightQuestion[];
  answered?: (of: number) => void;
}

interface Tallied {
  tallies: Map<string, Tally>;
  beside: Group[][];
}

/**
 * How many findings of each control say what. Where Security Hub does not count by the control's id, or findings lack it, they
 * are counted by the name that each standard has for the control.
 */
export function tallyControls(asked: Asked, services: Pick<Services, 'insights'>): Promise<Tallied> {
  const [naming, ...others] = namingsOf(asked.catalogue);
  return tallied(naming, others, asked, services);
}

async function tallied(
  naming: ControlNaming,
  others: ControlNaming[],
  asked: Asked,
  services: Pick<Services, 'insights'>,
): Promise<Tallied> {
  const { scope, standing, beside, answered } = asked;
  const [next, ...rest] = others;
  const counts = firstCounts(naming);
  const total = next ? [controlFindingsQuestion(naming, scope)] : [];
  const questions = [...beside, ...total, ...counts.map(({ says, shard }) => controlQuestion(says, shard, naming, scope))];
  try {
    const answers = await services.insights.ask(questions, { standing, ...(answered && { answered: () => answered(questions.length) }) });
    const besides = answers.splice(0, beside.length);
    const [all = []] = answers.splice(0, total.length);
    const ask = (more: readonly InsightQuestion[]) => services.insights.ask(more, { standing: false });
    const tallies = await controlTallies(counts, answers, { naming, scope, ask });
    if (next && findingsIn(tallies) < sum(all.map(({ count }) => count))) return tallied(next, rest, asked, services);
    return { tallies, beside: besides };
  } catch (error) {
    // All that we ask is of a form that Security Hub takes, but for what is counted by.
    if (!next || !(error instanceof InsightRefused)) throw error;
    return tallied(next, rest, asked, services);
  }
}

const findingsIn = (tallies: ReadonlyMap<string, Tally>): number =>
  sum([...tallies.values()].map(({ passed, failed, unknown }) => passed + failed + unknown));

const sum = (numbers: readonly number[]): number => numbers.reduce((so, number) => so + number, 0);
