import { parseAsff } from '../../domain/asff/parse-asff.ts';
import { equalTo } from '../../domain/insight.ts';
import type { SavedInsights } from '../../flows/services.ts';
import type { InsightCalls } from './calls.ts';
import { isOurs } from './own-insights.ts';

/** The insights that people made, here or in the console; those we count by ourselves are not among them. */
export function savedInsights(calls: InsightCalls, owner: string): SavedInsights {
  return {
    list: async () => (await calls.list()).filter(({ name }) => !isOurs(name, owner)),
    results: (arn) => calls.results(arn),
    async behind(arn, value, size) {
      const insight = (await calls.list()).find((each) => each.arn === arn);
      if (!insight) return undefined;
      const raw = await calls.findings({ ...insight.filters, [insight.groupBy]: equalTo(value) }, size);
      const findings = raw.map(parseAsff).flatMap((parsed) => ('finding' in parsed ? [parsed.finding] : []));
      return { name: insight.name, findings };
    },

    remove: (arn) => calls.remove(arn),

    create: async (name, question) => ({ arn: await calls.create(name, question) }),
  };
}
