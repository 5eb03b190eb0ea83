import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { Answer } from '../../domain/answer.ts';
import { FindingsQuery } from '../../domain/findings-query.ts';
import { actions, button, context, dotted, type Message, section } from './block-kit.ts';
import { namedTitle, untilWords } from './finding-lines.ts';
import { BULK_IDS, INSIGHT_IDS, NEXT_ID, PREVIOUS_ID, SHOW_ID } from './ids.ts';
import { code, prose } from './text.ts';
import { PRODUCT_NAME, SEVERITY_MARK, WORKFLOW_WORDS } from './words.ts';

type FindingsAnswer = Extract<Answer, { kind: 'findings' }>;

/** What a paging button carries. Without a cursor the page is found again by asking from the start. */
export const PageTurn = z.object({ query: FindingsQuery, page: z.number().int().min(1), cursor: z.string().optional() });
export type PageTurn = z.infer<typeof PageTurn>;

/** Rows of 250 characters: forty of them stay under what Slack takes in one message, with room for the rest. */
const MOST_ROWS = 40;

/** One page of findings for the person who asked, each row with a button that shows it. */
export function findingsList(answer: FindingsAnswer): Message {
  const { query, page, rows, total } = answer;
  const asked = answer.about === undefined ? queryWords(query) : prose(answer.about, 120);
  if (rows.length === 0) return emptyList(asked, answer);
  const counted = total === undefined ? '' : ` of ${total}`;
  const drawn = rows.slice(0, MOST_ROWS);
  const heading = dotted(`🔎 *${asked}*`, (page > 1 || answer.next !== undefined) && `page ${page}`, `${drawn.length}${counted} shown`);
  return {
    text: `${asked}: ${drawn.length}${counted}`.slice(0, 120),
    blocks: [
      section(heading),
      ...drawn.map(row),
      ...snoozedLine(answer),
      ...(answer.about === undefined
        ? [actions(button(BULK_IDS.list, 'All of these…', JSON.stringify(query), { says: `All of these: ${asked}` }), insightOf(query))]
        : []),
      ...paging(answer),
    ],
    attachments: [],
  };
}

function row({ finding, snoozed }: FindingsAnswer['rows'][number]): KnownBlock {
  const {
    severity,
    resources: [resource],
    account,
    region,
    workflow,
    key,
  } = finding;
  const title = namedTitle(finding);
  const where = dotted(
    resource && code(resource.name || resource.id, 50),
    prose(account.name ?? account.id, 30),
    prose(region, 20),
    snoozed ? `snoozed ${untilWords(snoozed)}` : WORKFLOW_WORDS[workflow],
  );
  return {
    ...section(`${SEVERITY_MARK[severity]} *${severity}* ${prose(title, 90)}\n${where}`),
    accessory: button(SHOW_ID, 'Show', key, { says: `Show ${severity} ${title}` }),
  };
}

/** What Security Hub has and this list has not, because somebody has put it off. */
const snoozedLine = ({ snoozedBeside }: FindingsAnswer): KnownBlock[] =>
  snoozedBeside
    ? [context(`💤 Snoozed: ${snoozedBeside.count}${snoozedBeside.cut ? ' or more' : ''}, which are new again when their time comes`)]
    : [];

function paging({ query, page, next }: FindingsAnswer): KnownBlock[] {
  const turns = [
    ...(page > 1 ? [{ id: PREVIOUS_ID, label: '‹ Previous', to: turn({ query, page: page - 1 }) }] : []),
    ...(next === undefined ? [] : [{ id: NEXT_ID, label: 'Next ›', to: turn({ query, page: page + 1, cursor: next }) }]),
  ];
  const buttons = turns.flatMap(({ id, label, to }) => (to === undefined ? [] : [button(id, label, to, { says: label })]));
  return buttons.length > 0 ? [actions(...buttons)] : [];
}

/** Also of a list that is empty now: an insight counts what comes. */
const insightOf = (query: FindingsQuery) => button(INSIGHT_IDS.ofList, 'Make an insight…', JSON.stringify(query));

/** Slack takes 2,000 characters of a button's value; Security Hub's cursors alone may be longer, and then the page number must do. */
function turn({ query, page, cursor }: PageTurn): string | undefined {
  return [
    { query, page, cursor },
    { query, page },
  ]
    .map((value) => JSON.stringify(value))
    .find((value) => value.length < 2000);
}

function emptyList(asked: string, answer: FindingsAnswer): Message {
  const { query, page, about } = answer;
  const tip =
    page > 1 ? 'That was the last page.' : 'Try fewer conditions, such as `/shub findings severity=high`, or `/shub findings` for all.';
  return {
    text: `${asked}: none`.slice(0, 120),
    blocks: [
      section(`🔎 *${asked}*: none`),
      ...snoozedLine(answer),
      context(tip),
      ...(about === undefined && page === 1 ? [actions(insightOf(query))] : []),
    ],
    attachments: [],
  };
}

/** What was asked, as a title: `CRITICAL, HIGH findings, new, of GuardDuty, in account 111122223333`. */
function queryWords({ severity = [], status = [], product, account, region, control }: FindingsQuery): string {
  const parts = [
    severity.length > 0 ? `${severity.join(', ')} findings` : 'All active findings',
    status.map((word) => WORKFLOW_WORDS[word]).join(' or '),
    product && `of ${product === 'other' ? 'other products' : PRODUCT_NAME[product]}`,
    control && `of control ${prose(control, 40)}`,
    account && `in account ${prose(account, 40)}`,
    region && `in ${prose(region, 40)}`,
  ];
  return parts.filter((part) => part).join(', ');
}
