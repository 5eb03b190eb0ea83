import { isManaged } from '../../domain/managed-insights.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import type { Services } from '../services.ts';
import { type FoundInsight, findInsight, gone } from './find-insight.ts';

type Needs = Pick<Services, 'savedInsights' | 'chat'>;

/** As many as one message lists with their buttons. */
const PAGE = 12;

/** What the person may do, so that no button is drawn that would be refused. */
interface Offered {
  responds: boolean;
  administers: boolean;
}

interface Listed extends Offered {
  page: number;
  said?: string | undefined;
}

/** `/shub insight list`: those that people made, and AWS's own. */
export async function listInsights(asker: Asker, { page, said, ...offered }: Listed, { savedInsights, chat }: Needs): Promise<void> {
  const all = (await savedInsights.list()).toSorted((a, b) => a.name.localeCompare(b.name));
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  const shown = Math.min(page, pages);
  await chat.answer(asker, {
    kind: 'insights',
    insights: all.slice((shown - 1) * PAGE, shown * PAGE),
    total: all.length,
    page: shown,
    pages,
    ...offered,
    ...(said !== undefined && { said }),
  });
}

/** How many findings have which value, with a way to the findings behind each. */
export async function showInsight(asker: Asker, { which, ...offered }: Offered & { which: string }, services: Needs): Promise<void> {
  const { savedInsights, chat } = services;
  const { arn, name, ours } = await findInsight(which, services);
  const results = await savedInsights.results(arn);
  if (!results) throw gone();
  await chat.answer(asker, { kind: 'insight', arn, name, ...results, ...(ours ? { responds: false, administers: false } : offered) });
}

/** `/shub insight delete`: what is lost with it, and the button that does it. */
export async function askToDeleteInsight(
  asker: Asker,
  which: string,
  services: Needs & Pick<Services, 'directory' | 'policy'>,
): Promise<void> {
  await assertCapability(asker.who, 'administer', services);
  const { arn, name, groupBy, filters, ours } = assertOwn(await findInsight(which, services));
  await services.chat.answer(asker, { kind: 'delete insight', insight: { arn, name, groupBy, filters }, ours });
}

export async function deleteInsight(
  asker: Asker,
  arn: string,
  services: Needs & Pick<Services, 'directory' | 'policy' | 'log'>,
): Promise<void> {
  const { savedInsights, log } = services;
  await assertCapability(asker.who, 'administer', services, { fresh: true });
  const insight = await savedInsights.get(arn);
  const there = insight !== undefined && (await savedInsights.remove(assertOwn(insight).arn));
  if (there) log.info('insight deleted', { insight: insight.name, by: asker.who });
  const said = there ? `Deleted "${insight.name}".` : 'It was deleted already.';
  await listInsights(asker, { page: 1, said, responds: true, administers: true }, services);
}

function assertOwn(insight: FoundInsight): FoundInsight {
  if (!isManaged(insight.arn)) return insight;
  throw new UserFacingError('bad_arguments', `"${insight.name}" belongs to AWS: every account has it, and nobody can delete it.`);
}
