import type { InsightFormState } from '../../../src/domain/insight-form.ts';
import { answerMessage } from '../../../src/slack/views/answer.ts';
import { insightMessage } from '../../../src/slack/views/insight-card.ts';
import { insightModal, insightWaiting } from '../../../src/slack/views/insight-modal.ts';

/** Our own sentence, not what somebody wrote. */
const SAID =
  'Security Hub keeps 100 custom insights for an account and region, and there are that many. Delete one first: `/shub insight list`.';

/** What is drawn about insights, with `words` wherever AWS or a person may write something of their own. */
export function insightSurfaces(words: string): Record<string, object> {
  const arn = 'arn:aws:securityhub:eu-west-1:111122223333:insight/111122223333/custom/00000000-0000-4000-8000-000000000000';
  const insight = { arn, name: words, groupBy: words, filters: {} };
  const groups = Array.from({ length: 100 }, (_, i) => ({ value: words, count: 1000 - i }));
  const offered = { responds: true, administers: true };
  const list = {
    kind: 'insights' as const,
    insights: Array.from({ length: 12 }, () => insight),
    total: 100,
    page: 2,
    pages: 9,
    ...offered,
  };
  const draft = { name: words, groupBy: words, filters: {} };
  const metadata = { channel: 'C0123456789', responseUrl: `https://hooks.slack.com/${'x'.repeat(150)}`, arn };
  const form = (wrong?: Extract<InsightFormState, { is: 'form' }>['wrong']) =>
    insightModal({
      is: 'form',
      metadata,
      form: {
        name: words,
        groupBy: words,
        chosen: { SeverityLabel: ['HIGH'], Region: [words.slice(0, 500)] },
        json: JSON.stringify({ Title: [{ Value: words.slice(0, 100) }] }),
      },
      ...(wrong && { wrong }),
    });
  return {
    'sent insight': insightMessage({
      kind: 'insight',
      card: '0123456789abcdef0123456789abcdef',
      arn,
      name: words,
      resultType: words,
      region: 'eu-west-1',
      groups: [{ value: words, count: 3 }],
      action: words,
      at: '2026-03-02T09:00:00.000Z',
    }),
    insights: answerMessage({ ...list, said: words }),
    'no insights': answerMessage({ ...list, insights: [], total: 0, page: 1, pages: 1, responds: false, administers: false }),
    'one insight': answerMessage({ kind: 'insight', arn, name: words, groupBy: words, groups, ...offered }),
    'delete insight': answerMessage({ kind: 'delete insight', insight, ours: true }),
    'insight form': form(),
    'insight form refused': form({ words: SAID, field: 'json' }),
    'insight form refused as a whole': form({ words: SAID }),
    'insight preview': insightModal({ is: 'preview', metadata, draft: { ...draft, name: words.slice(0, 100), groupBy: 'Type' }, groups }),
    'insight without a preview': insightModal({ is: 'preview', metadata, draft: { ...draft, name: 'mine', groupBy: 'Type' } }),
    'insight done': insightModal({ is: 'done', metadata, words }),
    'insight waiting': insightWaiting('Looking up how it is now…'),
  };
}
