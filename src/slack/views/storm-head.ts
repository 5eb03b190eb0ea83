import type { HeadFace } from '../../domain/face.ts';
import { ProductKind, Severity } from '../../domain/finding.ts';
import { sumOf, totalOf } from '../../domain/storm.ts';
import { backlogWords } from './backlog.ts';
import { context, dotted, lines, type Message, section } from './block-kit.ts';
import { date, prose } from './text.ts';
import { PRODUCT_NAME, plural, SEVERITY_MARK } from './words.ts';

const MOST_NAMES = 5;

/** The message at the top of a storm: how much, of what, from where, and how much of it still waits. */
export function stormHead({ since, waiting, oldestMinutes, done, sheets, messages, closedAt }: HeadFace): Message {
  const all = sumOf(waiting, done);
  const total = plural(totalOf(all), 'finding');
  const title = closedAt ? `The storm is over: ${total}` : `${total} at once`;
  const backlog = totalOf(waiting) > 0 && backlogWords({ count: totalOf(waiting), oldestMinutes });
  const shown = dotted(
    sheets > 0 && `on ${plural(sheets, 'sheet')}`,
    messages > sheets && `${plural(messages - sheets, 'card')} of their own`,
  );
  return {
    text: closedAt ? title : dotted(title, backlog),
    blocks: [
      section(lines(`${closedAt ? '🌤️' : '🌩️'} *${title}*`, backlog, severities(all.severity))),
      section(lines(`By product: ${names(all.product, productName)}`, `By account: ${names(all.account, (name) => prose(name, 30))}`)),
      context(
        dotted(
          shown && `Below: ${shown}`,
          `since ${date(since)}`,
          closedAt && `until ${date(closedAt)}`,
          'criticals get cards of their own, the rest is on sheets: *Open* shows a card with its buttons',
        ),
      ),
    ],
    attachments: [],
  };
}

/** The same in one line of text, for when Slack refuses it as it should be. */
export const minimalHead = (face: HeadFace): Message => ({ text: stormHead(face).text, blocks: [], attachments: [] });

const severities = (counts: Record<string, number>): string =>
  dotted(
    ...Severity.options.map((severity) => (counts[severity] ?? 0) > 0 && `${SEVERITY_MARK[severity]} ${counts[severity]} ${severity}`),
  );

function productName(name: string): string {
  const { data } = ProductKind.safeParse(name);
  return data === undefined || data === 'other' ? 'others' : PRODUCT_NAME[data];
}

/** The names with the most first, and how many the others make together. */
function names(counts: Record<string, number>, worded: (name: string) => string): string {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  const rest = sorted.slice(MOST_NAMES).reduce((sum, [, count]) => sum + count, 0);
  return dotted(...sorted.slice(0, MOST_NAMES).map(([name, count]) => `${worded(name)} ${count}`), rest > 0 && `others ${rest}`);
}
