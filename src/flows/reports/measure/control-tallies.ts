import type { Group, InsightQuestion } from '../../../domain/insight.ts';
import { NOTHING, type Tally } from '../../../domain/score.ts';
import type { Catalogue } from '../../../domain/score-catalogue.ts';
import { MOST_GROUPS, type Shard, shardsOf, splitShard } from '../../../domain/score-shards.ts';
import { controlIn, controlQuestion, type Scope } from './questions.ts';

/** A shard whose controls are to be counted by what their findings say. */
export interface ShardCount {
  says: keyof Tally;
  shard: Shard;
}

/** What is asked first: failed and passed findings shard by shard; those that could not tell are few, and all in one. */
export function firstCounts({ controls, consolidated }: Catalogue): ShardCount[] {
  const shards = shardsOf(controls.map(({ id }) => id));
  const all: Shard = [{ value: '', comparison: 'PREFIX' }];
  const few = consolidated ? [all] : shards;
  return [
    ...shards.map((shard): ShardCount => ({ says: 'failed', shard })),
    ...few.map((shard): ShardCount => ({ says: 'unknown', shard })),
    ...shards.map((shard): ShardCount => ({ says: 'passed', shard })),
  ];
}

type Ask = (questions: readonly InsightQuestion[]) => Promise<Group[][]>;

/**
 * The tally of every control that has findings, from the answers to `counts`: a shard that answered with as many groups as
 * an insight tells at most is split and asked again, until no part does. The number of calls does not depend on how many
 * findings there are.
 */
export async function controlTallies(
  counts: readonly ShardCount[],
  answers: readonly Group[][],
  { catalogue, scope, ask }: { catalogue: Catalogue; scope: Scope; ask: Ask },
): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  const known = catalogue.controls.map(({ id }) => id);
  let round = counts.map((count, i) => ({ count, groups: (answers[i] ?? []).map(named) }));
  while (round.length > 0) {
    const parts = round.flatMap(({ count, groups }): ShardCount[] => {
      const smaller = groups.length < MOST_GROUPS ? [] : split(count, [...known, ...groups.map(({ value }) => value)]);
      if (smaller.length > 1) return smaller;
      for (const { value, count: findings } of groups) add(tallies, value, count.says, findings);
      return [];
    });
    const next = await ask(parts.map(({ says, shard }) => controlQuestion(says, shard, catalogue, scope)));
    round = parts.map((count, i) => ({ count, groups: (next[i] ?? []).map(named) }));
  }
  return tallies;

  function named({ value, count }: Group): Group {
    return { value: controlIn(value, catalogue), count };
  }
}

/** One that asked about everything goes on in the shards that the others begin with. */
const split = ({ says, shard }: ShardCount, known: readonly string[]): ShardCount[] => {
  const everything = shard.some(({ value }) => value === '');
  return (everything ? shardsOf([...new Set(known)]) : splitShard(shard, [...new Set(known)])).map((part) => ({ says, shard: part }));
};

function add(tallies: Map<string, Tally>, control: string, says: keyof Tally, findings: number): void {
  const tally = tallies.get(control) ?? { ...NOTHING };
  tallies.set(control, { ...tally, [says]: tally[says] + findings });
}
