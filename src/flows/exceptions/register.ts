import type { Card } from '../../domain/card.ts';
import { leadFirst } from '../../domain/card-changes.ts';
import { countExceptions, type ExceptionRow, exceptionsCsv, exceptionsJson, MOST_EXCEPTIONS } from '../../domain/exception-register.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import type { Asker, Request } from '../../domain/request.ts';
import type { Services } from '../services.ts';

type Reads = Pick<Services, 'cards' | 'findings' | 'chat' | 'now'>;
type Asked<K extends Request['kind']> = Extract<Request, { kind: K }>;

const PAGE = 8;

/** A page of the suppressions in force, those that end first first. */
export async function listExceptions(
  asker: Asker,
  { page: wanted, responds, said }: { page: number; responds: boolean; said?: string },
  services: Reads,
): Promise<void> {
  const { cards, chat, now } = services;
  const found = await cards.exceptions(MOST_EXCEPTIONS);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(wanted, pages);
  const rows = await exceptionRows(found.slice((page - 1) * PAGE, page * PAGE), services);
  const count = countExceptions(found, now());
  await chat.answer(asker, { kind: 'exceptions', rows, count, page, pages, responds, ...(said !== undefined && { said }) });
}

/** The whole register as a file, for whoever asked alone. */
export async function exportExceptions(
  { who, format }: Asked<'export exceptions'>,
  services: Reads & Pick<Services, 'publications'>,
): Promise<void> {
  const { cards, publications, now } = services;
  const rows: ExceptionRow[] = [];
  const found = await cards.exceptions(MOST_EXCEPTIONS);
  for (let from = 0; from < found.length; from += AT_ONCE) rows.push(...(await exceptionRows(found.slice(from, from + AT_ONCE), services)));
  if (rows.length === 0) throw new UserFacingError('not_done', 'No suppression is in force, so there is nothing to export.');
  const at = now().toISOString();
  const content = Buffer.from(format === 'csv' ? exceptionsCsv(rows) : exceptionsJson(rows, at));
  await publications.hand(who, {
    name: `exceptions-${at.slice(0, 10)}.${format}`,
    title: `Suppressions in force as of ${at.slice(0, 16)}Z`,
    content,
  });
}

const AT_ONCE = 25;

/** What each of them hides. The index lags: what has ended meanwhile is left out. */
export async function exceptionRows(
  found: readonly { card: string }[],
  { cards, findings }: Pick<Services, 'cards' | 'findings'>,
): Promise<ExceptionRow[]> {
  const rows = await Promise.all(
    found.map(async ({ card: key }) => {
      const card = await cards.get(key);
      return card && rowOf(card, { findings });
    }),
  );
  return rows.filter((row) => row !== undefined);
}

async function rowOf(card: Card, { findings }: Pick<Services, 'findings'>): Promise<ExceptionRow | undefined> {
  const { key, actionVersion, channel, exception, subject, source } = card;
  if (!exception || subject.kind !== 'problem') return undefined;
  const known = await findings.many(subject.members.map((member) => member.key));
  const [finding] = leadFirst(known.map((row) => row.finding));
  return {
    card: key,
    actionVersion,
    channel,
    exception,
    finding,
    ids: subject.members.map(({ id }) => id),
    account: finding?.account.id ?? source?.account ?? '',
  };
}
