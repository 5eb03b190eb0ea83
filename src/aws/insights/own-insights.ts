import { createHash } from 'node:crypto';
import type { Group, InsightQuestion } from '../../domain/insight.ts';
import { NoRoomForInsight } from '../../domain/insight-refused.ts';
import type { Insights } from '../../flows/services.ts';
import type { InsightCalls } from './calls.ts';

/** Of the account's 100 (https://docs.aws.amazon.com/general/latest/gr/sechub.html). Those beyond the standing ones come and go. */
const MOST_OURS = 18;
const MOST_STANDING = 15;

/** Why a question has no answer yet: its insight could not be made, or somebody removed it meanwhile. */
type Unanswered = 'no room' | 'removed';
/** How often one question is asked again whose insight somebody removed. */
const PATIENCE = 3;

interface Asking {
  /** Whether their insights stay, to be asked again. */
  keep: boolean;
  /** Called after each answer. */
  answered: () => void;
}

/**
 * Counting by insights that we make, find again by their names, and remove ourselves. `owner` marks them as ours and
 * tells two installations in one account apart.
 */
export function ownInsights(calls: InsightCalls, owner: string): Insights {
  const nameOf = (question: InsightQuestion): string => `${owner} counts ${question.groupBy}, ${hashOf(question)}`;

  /** What Security Hub has of ours, and of it those that ask these questions, by their names. */
  async function kept(questions: readonly InsightQuestion[]): Promise<{ known: Map<string, string>; idle: string[]; ours: number }> {
    const ours = (await calls.list()).filter(({ name }) => isOurs(name, owner));
    const names = new Set(questions.map(nameOf));
    const known = new Map(ours.map(({ name, arn }) => [name, arn]));
    return {
      known,
      idle: ours.filter(({ name, arn }) => !names.has(name) || known.get(name) !== arn).map(({ arn }) => arn),
      ours: ours.length,
    };
  }

  /**
   * The insights that ask these questions, made where there are none. Those of ours that ask others go when there is no room
   * among ours, and when there is none in the account, which others fill as well; undefined where that does not help.
   */
  async function arnsFor(questions: readonly InsightQuestion[]): Promise<(string | undefined)[]> {
    const { known, idle, ours } = await kept(questions);
    const missing = questions.filter((question) => !known.has(nameOf(question))).length;
    await removeAll(idle.splice(0, Math.max(0, ours + missing - MOST_OURS)));
    return Promise.all(questions.map(async (question) => known.get(nameOf(question)) ?? made(question, idle)));
  }

  async function made(question: InsightQuestion, idle: string[]): Promise<string | undefined> {
    for (;;) {
      try {
        return await calls.create(nameOf(question), question);
      } catch (error) {
        if (!(error instanceof NoRoomForInsight)) throw error;
        const [instead] = idle.splice(0, 1);
        if (instead === undefined) return undefined;
        await calls.remove(instead);
      }
    }
  }

  const removeAll = (arns: readonly string[]): Promise<boolean[]> => Promise.all(arns.map((arn) => calls.remove(arn)));

  async function asked(questions: readonly InsightQuestion[], { keep, answered }: Asking): Promise<(Group[] | Unanswered)[]> {
    const arns = await arnsFor(questions);
    const groupsOf = async (arn: string | undefined): Promise<Group[] | Unanswered> => {
      if (arn === undefined) return 'no room';
      const results = await calls.results(arn);
      if (results) answered();
      return results?.groups ?? 'removed';
    };
    try {
      return await Promise.all(arns.map(groupsOf));
    } finally {
      if (!keep) await removeAll(arns.filter((arn) => arn !== undefined));
    }
  }

  /** One at a time needs the least room; whoever removes what is being asked does not do it for ever. */
  async function alone(question: InsightQuestion, answered: () => void): Promise<Group[]> {
    for (let time = 0; time < PATIENCE; time++) {
      const [groups] = await asked([question], { keep: false, answered });
      if (groups === 'no room') throw new NoRoomForInsight({ cause: new Error('there is no insight of shub that could make room') });
      if (groups !== undefined && groups !== 'removed') return groups;
    }
    throw new Error('The insights of shub were removed by somebody again and again while they were being asked');
  }

  async function complete(questions: readonly InsightQuestion[], asking: Asking): Promise<Group[][]> {
    if (questions.length === 0) return [];
    const first = await asked(questions, asking);
    const answers: Group[][] = [];
    for (const [at, question] of questions.entries()) {
      const groups = first[at];
      answers.push(Array.isArray(groups) ? groups : await alone(question, asking.answered));
    }
    return answers;
  }

  return {
    async ask(questions, { standing, answered = () => undefined }) {
      const answers = await complete(standing ? questions.slice(0, MOST_STANDING) : [], { keep: true, answered });
      // As many at once as there is room for beside the standing ones.
      for (let from = answers.length; from < questions.length; from += MOST_OURS - MOST_STANDING)
        answers.push(...(await complete(questions.slice(from, from + MOST_OURS - MOST_STANDING), { keep: false, answered })));
      return answers;
    },
  };
}

/** Whether the installation with this table counts by an insight of this name. */
export const isOurs = (name: string, owner: string): boolean => name.startsWith(`${owner} counts `);

/** Whether an installation of shub counts by an insight of this name, this one or another in the same account. */
export const isCounting = (name: string): boolean => /^\S+ counts \w+, [0-9a-f]{12}$/.test(name);

const hashOf = ({ filters, groupBy }: InsightQuestion): string =>
  createHash('sha256')
    .update(JSON.stringify([groupBy, filters]))
    .digest('hex')
    .slice(0, 12);
