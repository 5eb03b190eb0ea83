import type { InsightDraft } from '../../domain/insight.ts';
import { CommonAttribute, type InsightField, insightFormOf } from '../../domain/insight-form.ts';
import { InsightRefused, NoRoomForInsight } from '../../domain/insight-refused.ts';
import { isManaged } from '../../domain/managed-insights.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker } from '../../domain/request.ts';
import { assertCapability } from '../action/permission.ts';
import type { Services } from '../services.ts';
import { backToInsightForm, type Filled, metadataOf } from './back-to-insight-form.ts';
import { findInsight, gone } from './find-insight.ts';

type Needs = Pick<Services, 'chat' | 'directory' | 'policy'>;

/** Fills a form that is open with an insight as it is now. One that nobody can change becomes the beginning of a new one. */
export async function fillInsightForm(
  request: Asker & { view: string; which: string },
  services: Needs & Pick<Services, 'savedInsights'>,
): Promise<void> {
  await assertCapability(request.who, 'respond', services);
  const { ours, arn, ...draft } = await findInsight(request.which, services);
  if (ours)
    throw new UserFacingError('bad_arguments', 'shub counts the score by this one. Changed, it would be left alone and another one made.');
  const copied = isManaged(arn);
  await services.chat.showInsightForm(request.view, {
    is: 'form',
    metadata: metadataOf(copied ? request : { ...request, arn }),
    form: insightFormOf(copied ? { ...draft, name: `${draft.name} (own)` } : draft),
  });
}

/** What an insight would answer, before it is made or changed: asked of one that is gone again at once. */
export async function previewInsight(request: Filled, services: Needs & Pick<Services, 'insights'>): Promise<void> {
  const { draft, view } = request;
  await orBackToForm(request, services, async () => {
    await assertCapability(request.who, 'respond', services);
    const metadata = metadataOf(request);
    try {
      const [groups = []] = await services.insights.ask([draft], { standing: false });
      await services.chat.showInsightForm(view, { is: 'preview', metadata, draft, groups });
    } catch (error) {
      // What is there already can be changed all the same, only not tried out before.
      if (!(error instanceof NoRoomForInsight) || request.arn === undefined) throw error;
      await services.chat.showInsightForm(view, { is: 'preview', metadata, draft });
    }
  });
}

/** Makes the insight that was previewed, or changes the one that was opened. */
export async function saveInsight(request: Filled, services: Needs & Pick<Services, 'savedInsights' | 'log'>): Promise<void> {
  const { draft, view, arn, who } = request;
  const { savedInsights, chat, log } = services;
  await orBackToForm(request, services, async () => {
    await assertCapability(who, 'respond', services);
    const { name, ...question } = draft;
    if (arn === undefined) await savedInsights.create(name, question);
    else if (!(await savedInsights.change(arn, draft))) throw gone();
    log.info(arn === undefined ? 'insight made' : 'insight changed', { insight: name, by: who });
    const said = arn === undefined ? `Made "${name}".` : `Changed "${name}".`;
    const shown = await chat.showInsightForm(view, { is: 'done', metadata: metadataOf(request), words: said });
    if (!shown) await chat.answer(request, { kind: 'words', text: said });
  });
}

/** A refusal comes back in the form with all that was typed, at its field if it is about one. */
async function orBackToForm(request: Filled, services: Needs, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    const field = error instanceof InsightRefused ? fieldAbout(error.about, request.draft) : undefined;
    await backToInsightForm(request, { words: error.message, ...(field && { field }) }, services);
  }
}

function fieldAbout(about: string | undefined, draft: InsightDraft): InsightField | undefined {
  if (about === 'Name') return 'name';
  if (about === 'GroupByAttribute') return 'groupBy';
  const attribute = CommonAttribute.safeParse(about);
  if (attribute.success && insightFormOf(draft).chosen[attribute.data] !== undefined) return attribute.data;
  return about === undefined ? undefined : 'json';
}
