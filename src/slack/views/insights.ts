import type { KnownBlock } from '@slack/types';
import type { Answer } from '../../domain/answer.ts';
import type { Group, Insight } from '../../domain/insight.ts';
import { actions, button, context, dotted, type Message, section } from './block-kit.ts';
import { INSIGHT_IDS } from './ids.ts';
import { code, prose } from './text.ts';
import { plural } from './words.ts';

const MOST_INSIGHTS = 20;
const MOST_ROWS = 12;
const CELLS = 10;

/** AWS's own that tell most (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-managed-insights.html). */
const MANAGED = [
  { number: 27, name: 'Accounts with the most findings' },
  { number: 28, name: 'Products with the most findings' },
  { number: 29, name: 'Severity by counts of findings' },
  { number: 36, name: 'Resources with the most failed checks' },
].map(({ number, name }) => ({ arn: `arn:aws:securityhub:::insight/securityhub/default/${number}`, name }));

export function insightsMessage({ insights, said }: Extract<Answer, { kind: 'insights' }>): Message {
  const shown = insights.slice(0, MOST_INSIGHTS);
  const more = insights.length - shown.length;
  return {
    text: prose(said ?? `${plural(insights.length, 'insight')} in Security Hub`, 120),
    blocks: [
      section(`🔦 *Insights*${said === undefined ? '' : ` · ${prose(said, 160)}`}`),
      ...(shown.length === 0 ? [section('Nobody has made one yet.')] : shown.flatMap(insightRow)),
      ...(more > 0 ? [context(`… and ${more} more in the AWS console`)] : []),
      actions(button(INSIGHT_IDS.create, 'New insight…', 'new')),
      section('*From AWS*'),
      ...MANAGED.map(
        ({ arn, name }): KnownBlock => ({
          ...section(prose(name, 80)),
          accessory: button(INSIGHT_IDS.show, 'Show', arn, { says: `Show ${name}` }),
        }),
      ),
    ],
    attachments: [],
  };
}

function insightRow({ arn, name, groupBy }: Insight): KnownBlock[] {
  return [
    section(`*${prose(name, 100)}* · by ${code(groupBy, 60)}`),
    actions(button(INSIGHT_IDS.show, 'Show', arn, { says: `Show ${name}` }), {
      ...button(INSIGHT_IDS.remove, 'Delete…', arn, { says: `Delete ${name}` }),
      confirm: {
        title: { type: 'plain_text', text: 'Delete this insight?' },
        text: { type: 'plain_text', text: 'It is deleted in Security Hub, for everybody. Findings stay as they are.' },
        confirm: { type: 'plain_text', text: 'Delete' },
        deny: { type: 'plain_text', text: 'Keep' },
      },
    }),
  ];
}

/** Bars, the longest first; of a draft, with the button that makes it. */
export function insightMessage({ arn, name, groupBy, groups, draft }: Extract<Answer, { kind: 'insight' }>): Message {
  const most = Math.max(1, ...groups.map(({ count }) => count));
  const shown = groups.slice(0, MOST_ROWS);
  const more = groups.length - shown.length;
  const title = name ?? 'Insight of AWS';
  const heading = dotted(`🔦 *${prose(title, 120)}*`, `by ${code(groupBy, 60)}`, draft && 'a preview: not made yet');
  const rest = more > 0 && `… and ${more} more${groups.length === 100 ? ' at least: Security Hub tells the largest hundred' : ''}`;
  return {
    text: prose(`${title}: ${plural(groups.length, 'value')}`, 120),
    blocks: [
      section(heading),
      ...(shown.length === 0 ? [section('No finding passes its filters now.')] : shown.map((group) => groupRow(group, most, arn))),
      ...(rest ? [context(rest)] : []),
      ...(draft ? [actions(button(INSIGHT_IDS.make, 'Make this insight', JSON.stringify(draft), { style: 'primary' }))] : []),
    ],
    attachments: [],
  };
}

function groupRow({ value, count }: Group, most: number, arn: string | undefined): KnownBlock {
  const filled = Math.max(1, Math.round((count / most) * CELLS));
  const words = section(`${'▰'.repeat(filled)}${'▱'.repeat(CELLS - filled)} *${count}* ${code(value, 120)}`);
  const behind = JSON.stringify({ arn, value });
  const custom = arn?.includes(':insight/securityhub/') === false;
  return custom && behind.length < 2000
    ? { ...words, accessory: button(INSIGHT_IDS.behind, 'Findings', behind, { says: `Findings of ${value}` }) }
    : words;
}
