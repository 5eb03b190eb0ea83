import { isDeepStrictEqual } from 'node:util';
import { parseAsff } from '../../domain/asff/parse-asff.ts';
import { equalTo, type InsightQuestion } from '../../domain/insight.ts';
import type { SavedInsights } from '../../flows/services.ts';
import type { InsightCalls } from './calls.ts';
import { isCounting } from './own-insights.ts';

/** The insights that people made, here or in the console; those that an installation of shub counts by are not among them. */
export function savedInsights(calls: InsightCalls): SavedInsights {
  return {
    list: async () => (await calls.list()).filter(({ name }) => !isCounting(name)),

    async get(arn) {
      const insight = await calls.get(arn);
      return insight && { ...insight, ours: isCounting(insight.name) };
    },

    results: (arn) => calls.results(arn),

    async behind(arn, value, size) {
      const insight = await calls.get(arn);
      if (!insight) return undefined;
      const raw = await calls.findings({ ...insight.filters, [insight.groupBy]: equalTo(value) }, size);
      const findings = raw.map(parseAsff).flatMap((parsed) => ('finding' in parsed ? [parsed.finding] : []));
      return { name: insight.name, findings };
    },

    remove: (arn) => calls.remove(arn),

    async create(name, question) {
      const same = async (): Promise<string[]> =>
        (await calls.list()).filter((each) => each.name === name && sameQuestion(each, question)).map((each) => each.arn);
      const [there] = await same();
      if (there !== undefined) return { arn: there };
      const arn = await calls.create(name, question);
      // Where the answer to the first try was lost, the second one made another.
      for (const twin of await same()) if (twin !== arn) await calls.remove(twin);
      return { arn };
    },

    change: (arn, to) => calls.change(arn, to),
  };
}

/** However the members are ordered. */
const sameQuestion = (a: InsightQuestion, b: InsightQuestion): boolean =>
  a.groupBy === b.groupBy && isDeepStrictEqual(a.filters, b.filters);
