import type { InsightQuestion } from '../../domain/insight.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'savedInsights' | 'chat'>;

/** `/shub insight`: those that people made, and some of AWS's own. */
export async function listInsights(asker: Asker, { savedInsights, chat }: Needs): Promise<void> {
  await chat.answer(asker, { kind: 'insights', insights: await savedInsights.list() });
}

/** How many findings have which value, with a way to the findings behind each. */
export async function showInsight(asker: Asker, arn: string, { savedInsights, chat }: Needs): Promise<void> {
  const [results, insights] = await Promise.all([savedInsights.results(arn), savedInsights.list()]);
  if (!results) throw new UserFacingError('finding_gone', 'Security Hub has no such insight; somebody may have deleted it.');
  const name = insights.find((insight) => insight.arn === arn)?.name;
  await chat.answer(asker, { kind: 'insight', arn, ...results, ...(name !== undefined && { name }) });
}

/** What an insight would answer, before it is made: asked of one that is gone again at once. */
export async function previewInsight(
  asker: Asker,
  draft: InsightQuestion & { name: string },
  { insights, chat }: Pick<Services, 'insights' | 'chat'>,
): Promise<void> {
  const { name, groupBy, filters } = draft;
  const [groups = []] = await insights.ask([{ groupBy, filters }], { standing: false });
  await chat.answer(asker, { kind: 'insight', name, groupBy, groups, draft });
}

export async function createInsight(
  asker: Asker,
  { name, ...question }: InsightQuestion & { name: string },
  { savedInsights, chat }: Needs,
): Promise<void> {
  await savedInsights.create(name, question);
  await chat.answer(asker, { kind: 'insights', insights: await savedInsights.list(), said: `Made "${name}".` });
}

export async function deleteInsight(asker: Asker, arn: string, { savedInsights, chat, log }: Needs & Pick<Services, 'log'>): Promise<void> {
  const insight = (await savedInsights.list()).find((each) => each.arn === arn);
  const there = insight !== undefined && (await savedInsights.remove(arn));
  if (there) log.info('insight deleted', { insight: insight.name, by: asker.who });
  const said = there ? `Deleted "${insight.name}".` : 'It was deleted already.';
  await chat.answer(asker, { kind: 'insights', insights: await savedInsights.list(), said });
}
