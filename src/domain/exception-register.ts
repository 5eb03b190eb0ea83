import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import type { Exception } from './exception.ts';
import type { Finding } from './finding.ts';

/** A suppression in force, and what it hides. */
export interface ExceptionRow {
  card: string;
  actionVersion: number;
  channel: string;
  exception: Exception;
  /** The finding that tells the story; undefined when shub has no record of it any more. */
  finding: Finding | undefined;
  /** The ids of all findings that are this one problem, the one that tells the story first. */
  ids: readonly string[];
  /** The AWS account's id; empty when that is unknown. */
  account: string;
}

/** How many suppressions are in force, and how many of them end within `soonDays`. */
export interface ExceptionCount {
  inForce: number;
  ending: number;
  /** Only so many were looked at. */
  cut: boolean;
}

/** More are counted and listed as this many. */
export const MOST_EXCEPTIONS = 1000;

export const SOON_DAYS = 30;

export function countExceptions(found: readonly { until: string }[], now: Date): ExceptionCount {
  const soon = new Date(now.getTime() + SOON_DAYS * 24 * 3600_000).toISOString();
  return { inForce: found.length, ending: found.filter(({ until }) => until <= soon).length, cut: found.length >= MOST_EXCEPTIONS };
}

/** One row for each suppression, for a spreadsheet. */
export function exceptionsCsv(rows: readonly ExceptionRow[]): string {
  const scope = ['severity', 'title', 'account', 'region', 'resources', 'findings', 'finding ids'];
  const head = ['until', 'since', 'owner', 'approver', 'reason', 'text', ...scope];
  const body = rows.map(({ exception, finding, ids, account }) => [
    exception.until,
    exception.since,
    exception.by,
    exception.approvedBy ?? '',
    exception.reasonClass,
    exception.text,
    finding?.severity ?? '',
    finding?.title ?? '',
    account,
    finding?.region ?? '',
    (finding?.resources ?? []).map(({ id }) => id).join(' '),
    ids.length,
    ids.join(' '),
  ]);
  return [BYTE_ORDER_MARK, ...[head, ...body].map(csvRow)].join('');
}

/** The same for a program to read. */
export const exceptionsJson = (rows: readonly ExceptionRow[], at: string): string =>
  JSON.stringify({ at, exceptions: rows.map(exceptionObject) }, null, 2);

/** A suppression as a file for programs has it. */
export const exceptionObject = ({ exception: { warned: _warned, ...exception }, finding, ids, account }: ExceptionRow) => ({
  ...exception,
  approvedBy: exception.approvedBy ?? null,
  account,
  findings: ids.length,
  findingIds: ids,
  finding: finding
    ? {
        id: finding.id,
        productArn: finding.productArn,
        title: finding.title,
        severity: finding.severity,
        account: finding.account.id,
        region: finding.region,
        resources: finding.resources.map(({ id }) => id),
      }
    : null,
});
