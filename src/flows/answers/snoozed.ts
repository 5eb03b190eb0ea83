import type { Card } from '../../domain/card.ts';
import { cardKeyOf } from '../../domain/card-changes.ts';
import type { FindingsQuery } from '../../domain/findings-query.ts';
import type { FindingRow, Services } from '../services.ts';

/** Of each finding that is put off, by its key, until when. Reads cards only of those that may be: a snoozed one is NOTIFIED. */
export async function snoozesOf(
  rows: readonly FindingRow[],
  { cards }: Pick<Services, 'cards'>,
): Promise<Map<string, NonNullable<Card['snoozed']>>> {
  const maybe = rows.filter(({ finding }) => finding.workflow === 'NOTIFIED');
  const read = await Promise.all(
    maybe.flatMap(({ finding, channels }) =>
      channels.map(async (channel) => ({ key: finding.key, card: await cards.get(cardKeyOf(finding.problem, channel)) })),
    ),
  );
  return new Map(read.flatMap(({ key, card }) => (card?.snoozed ? [[key, card.snoozed]] : [])));
}

/** As many as Security Hub tells of at once; beyond that a list says so. */
const MOST_HIDDEN = 100;

/**
 * How many findings a list leaves out only because they are snoozed: it asks for what is new, and they are NOTIFIED until they come
 * back. `cut`: there may be more.
 */
export async function snoozedBeside(
  query: FindingsQuery,
  { hub, findings, cards }: Pick<Services, 'hub' | 'findings' | 'cards'>,
): Promise<{ count: number; cut: boolean }> {
  const { status = [] } = query;
  if (!status.includes('NEW') || status.includes('NOTIFIED')) return { count: 0, cut: false };
  const found = await hub.list({ ...query, status: ['NOTIFIED'] }, { size: MOST_HIDDEN });
  const rows = await findings.many(found.findings.map(({ key }) => key));
  const { size } = await snoozesOf(rows, { cards });
  return { count: size, cut: found.next !== undefined };
}
