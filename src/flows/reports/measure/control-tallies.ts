import type { ControlNaming } from '../../../domain/control-naming.ts';
import type { Group, InsightQuestion } from '../../../domain/insight.ts';
import { NOTHING, type Tally } from '../../../domain/score.ts';
import { MOST_GROUPS, type Shard, shardsOf, splitShard } from '../../../domain/score-shards.ts';
import { controlQuestion, type Scope } from './questions.ts';

/** A shard whose controls are to be counted by what their findings say. */
export interface ShardCount {
  says: keyof Tally;
  shard: Shard;
}

/** What is asked first: failed and passed findings shard by shard; those that could not tell are few, and all in one. */
export function firstCounts({ names, begin }: ControlNaming): ShardCount[] {
  const shards = shardsOf(names);
  const few = begin === undefined ? shards : [everything(begin)];
  return [
    ...shards.map((shard): ShardCount => ({ says: 'failed', shard })),
    ...few.map((shard): ShardCount => ({ says: 'unknown', shard })),
    ...shards.map((shard): ShardCount => ({ says: 'passed', shard })),
  ];
}

const everything = (begin: string): Shard => [{ value: begin, comparison: 'PREFIX' }];

type Ask = (questions: readonly InsightQuestion[]) => Promise<Group[][]>;

/**
 * The tally of every control that has findings, from the answers to `counts`: a shard that answered with as many groups as
 * an insight tells at most is split and asked again, until no part does. The number of calls does not depend on how many
 * findings there are.
 */
export async function controlTallies(
  counts: readonly ShardCount[],
  answers: readonly Group[][],
  { naming, scope, ask }: { naming: ControlNaming; scope: Scope; ask: Ask },
): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  let round = counts.map((count, i) => ({ count, groups: answers[i] ?? [] }));
  while (round.length > 0) {
    const parts = round.flatMap(({ count, groups }): ShardCount[] => {
      const smaller = groups.length < MOST_GROUPS ? [] : split(count, [...naming.names, ...groups.map(({ value }) => value)], naming);
      if (smaller.length > 1) return smaller;
      for (const { value, count: findings } of groups) add(tallies, naming.controlOf(value), count.says, findings);
      return [];
    });
    const next = await ask(parts.map(({ says, shard }) => controlQuestion(says, shard, naming, scope)));
    round = parts.map((count, i) => ({ count, groups: next[i] ?? [] }));
  }
  return tallies;
}

/** One that asked about everything goes on in the shards that the others begin with. */
function split({ says, shard }: ShardCount, known: readonly string[], { begin }: ControlNaming): ShardCount[] {
  const names = [...new Set(known)];
  const whole = begin !== undefined && shard.some(({ value }) => value === begin);
  return (whole ? shardsOf(names) : splitShard(shard, names)).map((part) => ({ says, shard: part }));
}

function add(tallies: Map<string, Tally>, control: string, says: keyof Tally, findings: number): void {
  const tally = tallies.get(control) ?? { ...NOTHING };
  tallies.set(control, { ...tally, [says]: tally[says] + findings });
}
