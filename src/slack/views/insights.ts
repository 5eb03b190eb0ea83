import type { KnownBlock } from '@slack/types';
import type { Answer } from '../../domain/answer.ts';
import type { Insight } from '../../domain/insight.ts';
import { isManaged, MANAGED_INSIGHTS } from '../../domain/managed-insights.ts';
import { actions, button, dotted, type Message, plainText, section } from './block-kit.ts';
import { INSIGHT_IDS } from './ids.ts';
import { groupRows } from './insight-bars.ts';
import { code, prose } from './text.ts';
import { plural } from './words.ts';

type Listed = Extract<Answer, { kind: 'insights' }>;

/** The custom insights of one page, and a menu of AWS's own. */
export function insightsMessage(answer: Listed): Message {
  const { insights, total, page, pages, said, responds } = answer;
  return {
    text: prose(said ?? '', 120) || `${plural(total, 'insight')} in Security Hub`,
    blocks: [
      section(dotted('🔦 *Insights*', pages > 1 && `page ${page} of ${pages}`, said !== undefined && prose(said, 160))),
      ...(insights.length === 0 ? [section('Nobody has made one yet.')] : insights.flatMap((insight) => insightRow(insight, answer))),
      ...paging(answer),
      ...(responds ? [actions(button(INSIGHT_IDS.create, 'New insight…', 'new'))] : []),
      {
        ...section(`*From AWS* · ${MANAGED_INSIGHTS.length} that every account has`),
        accessory: {
          type: 'static_select',
          action_id: INSIGHT_IDS.managed,
          placeholder: plainText('Show one', 75),
          options: MANAGED_INSIGHTS.map(({ arn, name }) => ({ text: plainText(name, 75), value: arn })),
        },
      },
    ],
    attachments: [],
  };
}

function insightRow({ arn, name, groupBy }: Insight, { responds, administers }: Listed): KnownBlock[] {
  return [
    section(`*${prose(name, 100)}* · by ${code(groupBy, 60)}`),
    actions(button(INSIGHT_IDS.show, 'Show', arn, { says: `Show ${name}` }), ...changing({ arn, name }, { responds, administers })),
  ];
}

const changing = ({ arn, name }: Pick<Insight, 'arn' | 'name'>, { responds, administers }: Pick<Listed, 'responds' | 'administers'>) => [
  ...(responds ? [button(INSIGHT_IDS.edit, 'Edit…', arn, { says: `Edit ${name}` })] : []),
  ...(administers ? [deleting({ arn, name })] : []),
];

const deleting = ({ arn, name }: Pick<Insight, 'arn' | 'name'>) => ({
  ...button(INSIGHT_IDS.remove, 'Delete…', arn, { says: `Delete ${name}` }),
  confirm: {
    title: plainText('Delete this insight?', 100),
    text: plainText('It is deleted in Security Hub, for everybody. Findings stay as they are.', 300),
    confirm: plainText('Delete', 30),
    deny: plainText('Keep', 30),
  },
});

function paging({ page, pages }: Listed): KnownBlock[] {
  const turns = [
    ...(page > 1 ? [button(INSIGHT_IDS.previous, '‹ Previous', String(page - 1), { says: 'Previous' })] : []),
    ...(page < pages ? [button(INSIGHT_IDS.next, 'Next ›', String(page + 1), { says: 'Next' })] : []),
  ];
  return turns.length > 0 ? [actions(...turns)] : [];
}

/** What an insight counts, and what can be done with it. */
export function insightMessage({ arn, name, groupBy, groups, responds, administers }: Extract<Answer, { kind: 'insight' }>): Message {
  const managed = isManaged(arn);
  const buttons = managed
    ? [...(responds ? [button(INSIGHT_IDS.edit, 'Make one like it…', arn)] : [])]
    : changing({ arn, name }, { responds, administers });
  return {
    text: prose(`${name}: ${plural(groups.length, 'value')}`, 120),
    blocks: [
      section(dotted(`🔦 *${prose(name, 120)}*`, `by ${code(groupBy, 60)}`, managed && 'from AWS')),
      ...groupRows(groups, arn),
      ...(buttons.length > 0 ? [actions(...buttons)] : []),
    ],
    attachments: [],
  };
}

/** Asked before an insight is deleted by its name. */
export function deleteInsightMessage({ insight, ours }: Extract<Answer, { kind: 'delete insight' }>): Message {
  const { arn, name, groupBy } = insight;
  const meaning = ours
    ? 'shub counts scores and reports by this one. Deleted, it is made again with the next report, which takes a little longer; nothing else is lost.'
    : 'It is deleted in Security Hub, for everybody. Findings stay as they are.';
  return {
    text: prose(`Delete "${name}"?`, 120),
    blocks: [section(`🔦 Delete *${prose(name, 100)}*, by ${code(groupBy, 60)}?`), section(meaning), actions(deleting({ arn, name }))],
    attachments: [],
  };
}
