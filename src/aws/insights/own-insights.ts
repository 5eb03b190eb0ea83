import { createHash } from 'node:crypto';
import type { Group, InsightQuestion } from '../../domain/insight.ts';
import type { Insights } from '../../flows/services.ts';
import type { InsightCalls } from './calls.ts';

/** Of the account's 100 (https://docs.aws.amazon.com/general/latest/gr/sechub.html). Those beyond the standing ones come and go. */
const MOST_OURS = 18;
const MOST_STANDING = 15;

/**
 * Counting by insights that we make, find again by their names, and remove ourselves. `owner` marks them as ours and
 * tells two installations in one account apart.
 */
export function ownInsights(calls: InsightCalls, owner: string): Insights {
  const nameOf = (question: InsightQuestion): string => `${owner} counts ${question.groupBy}, ${hashOf(question)}`;

  /** The insights that ask these questions, made where there are none; those of ours that ask others go when there is no room. */
  async function arnsFor(questions: readonly InsightQuestion[]): Promise<string[]> {
    const ours = (await calls.list()).filter(({ name }) => isOurs(name, owner));
    const names = questions.map(nameOf);
    const known = new Map(ours.map(({ name, arn }) => [name, arn]));
    const idle = ours.filter(({ name, arn }) => !names.includes(name) || known.get(name) !== arn);
    const missing = names.filter((name) => !known.has(name)).length;
    await removeAll(idle.slice(0, Math.max(0, ours.length + missing - MOST_OURS)).map(({ arn }) => arn));
    return Promise.all(questions.map((question) => known.get(nameOf(question)) ?? calls.create(nameOf(question), question)));
  }

  const removeAll = (arns: readonly string[]): Promise<boolean[]> => Promise.all(arns.map((arn) => calls.remove(arn)));

  type Results = Awaited<ReturnType<InsightCalls['results']>>[];
  const resultsOf = (arns: readonly string[], answered: () => void): Promise<Results> =>
    Promise.all(arns.map((arn) => calls.results(arn).finally(answered)));

  /** Somebody may remove one in between, in the console or to make room: then all are asked again, once. */
  async function complete(ask: () => Promise<Results>): Promise<Group[][]> {
    const results = await ask();
    return (results.includes(undefined) ? await ask() : results).map(groupsOf);
  }

  const askStanding = (questions: readonly InsightQuestion[], answered: () => void): Promise<Group[][]> =>
    complete(async () => resultsOf(await arnsFor(questions), answered));

  /** As many at once as there is room for beside the standing ones. */
  async function askPassing(questions: readonly InsightQuestion[], answered: () => void): Promise<Group[][]> {
    const answers: Group[][] = [];
    for (let from = 0; from < questions.length; from += MOST_OURS - MOST_STANDING) {
      const some = questions.slice(from, from + MOST_OURS - MOST_STANDING);
      const groups = await complete(async () => {
        const arns = await arnsFor(some);
        return resultsOf(arns, answered).finally(() => removeAll(arns));
      });
      answers.push(...groups);
    }
    return answers;
  }

  return {
    async ask(questions, { standing, answered = () => undefined }) {
      if (!standing) return askPassing(questions, answered);
      const kept = await askStanding(questions.slice(0, MOST_STANDING), answered);
      return [...kept, ...(await askPassing(questions.slice(MOST_STANDING), answered))];
    },
  };
}

const isOurs = (name: string, owner: string): boolean => name.startsWith(`${owner} counts `);

/** Whether an installation of shub counts by an insight of this name, this one or another in the same account. */
export const isCounting = (name: string): boolean => /^\S+ counts \w+, [0-9a-f]{12}$/.test(name);

function groupsOf(results: { groups: Group[] } | undefined): Group[] {
  if (!results) throw new Error('An insight of shub was removed by somebody while it was being asked');
  return results.groups;
}

const hashOf = ({ filters, groupBy }: InsightQuestion): string =>
  createHash('sha256')
    .update(JSON.stringify([groupBy, filters]))
    .digest('hex')
    .slice(0, 12);
