import type { KnownBlock } from '@slack/types';
import * as z from 'zod';
import type { Answer } from '../../domain/answer.ts';
import { type ExceptionRow, SOON_DAYS } from '../../domain/exception-register.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { namedTitle, whereLine } from './finding-lines.ts';
import { EXCEPTION_IDS, SHOW_ID } from './ids.ts';
import { code, day, formatted, person, prose } from './text.ts';
import { plural, SEVERITY_MARK } from './words.ts';

type ExceptionsAnswer = Extract<Answer, { kind: 'exceptions' }>;

/** What the button that ends one carries: which, as its person saw it, and the page that it is on. */
export const PressedException = z.object({
  card: z.string().min(1).max(300),
  actionVersion: z.number().int(),
  page: z.number().int().min(1),
});
type PressedException = z.infer<typeof PressedException>;

/** One page of the suppressions in force, those that end first first, for the person who asked. */
export function exceptionsList(answer: ExceptionsAnswer): Message {
  const { rows, count, page, pages, said } = answer;
  const total = `${count.inForce}${count.cut ? ' or more' : ''}`;
  return {
    text: `Suppressions in force: ${total}`,
    blocks: [
      section(
        dotted(
          '🔕 *Suppressions in force*',
          total,
          count.inForce > 0 && `${count.ending} ending within ${SOON_DAYS} days`,
          pages > 1 && `page ${page} of ${pages}`,
        ),
      ),
      ...(said === undefined ? [] : [context(`→ ${formatted(said, 300)}`)]),
      ...rows.flatMap((row) => rowBlocks(row, answer)),
      ...(rows.length === 0 ? [context('Nothing is suppressed from Slack. *Suppress…* under a card asks why, and until when.')] : []),
      ...footer(answer),
    ],
    attachments: [],
  };
}

function rowBlocks(
  { card, actionVersion, exception, finding, ids, account }: ExceptionRow,
  { responds, page }: ExceptionsAnswer,
): KnownBlock[] {
  const title = finding ? namedTitle(finding) : 'a finding that shub no longer knows';
  const value = JSON.stringify({ card, actionVersion, page } satisfies PressedException);
  const end = {
    ...button(EXCEPTION_IDS.end, 'End now…', value, { style: 'danger', says: `End the suppression of ${title}` }),
    confirm: {
      title: { type: 'plain_text', text: 'End this suppression?' },
      text: { type: 'plain_text', text: 'The finding is new again, in Security Hub and here.' },
      confirm: { type: 'plain_text', text: 'End it' },
      deny: { type: 'plain_text', text: 'Cancel' },
      style: 'danger',
    },
  } as const;
  const show = finding && button(SHOW_ID, 'Show', finding.key, { says: `Show ${title}` });
  const buttons = [...(responds ? [end] : []), ...(show ? [show] : [])];
  return [
    section(
      lines(
        finding ? `${SEVERITY_MARK[finding.severity]} *${finding.severity}* ${prose(title, 90)}` : title,
        dotted(
          ...(finding ? [whereLine(finding)] : [code(ids[0] ?? '', 200), prose(account, 20)]),
          ids.length > 1 && plural(ids.length, 'finding'),
        ),
        `*${prose(exception.reasonClass, 40)}*${exception.text === '' ? '' : `: “${prose(exception.text, 200)}”`}`,
        dotted(
          `until *${day(exception.until)}*`,
          `by ${person(exception.by)} since ${day(exception.since)}`,
          exception.approvedBy === undefined ? 'no approval needed' : `approved by ${person(exception.approvedBy)}`,
        ),
      ),
    ),
    ...(buttons.length > 0 ? [actions(...buttons)] : []),
  ];
}

function footer({ rows, page, pages }: ExceptionsAnswer): KnownBlock[] {
  if (rows.length === 0) return [];
  return [
    actions(
      ...(page > 1 ? [button(EXCEPTION_IDS.previous, '‹ Previous', String(page - 1), { says: 'Previous page of suppressions' })] : []),
      ...(page < pages ? [button(EXCEPTION_IDS.next, 'Next ›', String(page + 1), { says: 'Next page of suppressions' })] : []),
      button(EXCEPTION_IDS.csv, 'CSV', 'csv', { says: 'All suppressions as a CSV file' }),
      button(EXCEPTION_IDS.json, 'JSON', 'json', { says: 'All suppressions as a JSON file' }),
    ),
  ];
}
