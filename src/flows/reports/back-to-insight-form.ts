import { type InsightField, type InsightFormMetadata, insightFormOf } from '../../domain/insight-form.ts';
import type { Request } from '../../domain/request.ts';
import type { Services } from '../services.ts';

/** A form that was sent off and is still open, and what it asks for. */
export type Filled = Extract<Request, { kind: 'preview insight' | 'save insight' }>;

/** The form as it was sent off, with what came of it; closed meanwhile, its person is told where they asked for it. */
export async function backToInsightForm(
  request: Filled,
  wrong: { words: string; field?: InsightField },
  { chat }: Pick<Services, 'chat'>,
): Promise<void> {
  const form = insightFormOf(request.draft);
  const shown = await chat.showInsightForm(request.view, { is: 'form', metadata: metadataOf(request), form, wrong });
  if (!shown) await chat.answer(request, { kind: 'words', text: `${wrong.words}\nWhat you had typed:\n${JSON.stringify(request.draft)}` });
}

export const metadataOf = ({ channel, responseUrl, arn }: InsightFormMetadata): InsightFormMetadata => ({
  channel,
  ...(responseUrl !== undefined && { responseUrl }),
  ...(arn !== undefined && { arn }),
});
