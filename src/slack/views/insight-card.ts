import { insightConsoleUrl } from '../../domain/console-url.ts';
import type { InsightFace } from '../../domain/face.ts';
import { context, dotted, type Message, section } from './block-kit.ts';
import { link, meantForWords } from './links.ts';
import { code, date, prose } from './text.ts';
import { plural } from './words.ts';

const CELLS = 10;

/** Texts of Slack end at 3,000 characters, a whole message somewhere above 13,000. */
const CHUNK = 2_800;
const WHOLE = 10_000;

/** The results of an insight that someone sent from the AWS console: a bar and a number for each value, most findings first. */
export function insightMessage({ name, groups, resultType, arn, region, action, at, meantFor }: InsightFace): Message {
  const most = groups[0]?.count ?? 0;
  const rows = groups.map(({ value, count }) => `${bar(count, most)} ${count} ${code(value || 'none', 90)}`);
  const chunks = inChunks(rows);
  const shown = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  return {
    text: prose(`Insight: ${name || 'without a name'}`, 120),
    blocks: [
      section(`📊 *${prose(name, 200) || 'Insight without a name'}*`),
      ...(rows.length === 0 ? [section('No finding matches it now.')] : chunks.map((chunk) => section(chunk.join('\n')))),
      ...(shown < rows.length ? [context(`… and ${rows.length - shown} more`)] : []),
      context(
        dotted(
          rows.length > 0 &&
            `${plural(total, 'finding')} in ${plural(groups.length, 'group')}${resultType ? ` by ${prose(resultType, 60)}` : ''}`,
          meantFor !== undefined && meantForWords(meantFor),
          `sent from the AWS console${action === undefined ? '' : ` by “${prose(action, 60)}”`} ${date(at)}`,
          link(insightConsoleUrl({ arn, region }), 'Open in Security Hub'),
        ),
      ),
    ],
    attachments: [],
  };
}

function inChunks(rows: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let [size, whole] = [CHUNK, 0];
  for (const row of rows) {
    whole += row.length + 1;
    if (whole > WHOLE) break;
    if (size + row.length + 1 > CHUNK) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)?.push(row);
    size += row.length + 1;
  }
  return chunks;
}

/** Drawn with characters, so that it reads the same on any phone; at least one cell, because it is more than nothing. */
function bar(count: number, most: number): string {
  const filled = most === 0 ? 0 : Math.max(1, Math.round((count / most) * CELLS));
  return `${'▰'.repeat(filled)}${'▱'.repeat(CELLS - filled)}`;
}
