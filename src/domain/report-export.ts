import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import { whyOf } from './exception.ts';
import { exceptionObject, SOON_DAYS } from './exception-register.ts';
import type { Report } from './report.ts';
import { percent } from './score.ts';

const HEADS = [
  'kind',
  'id',
  'title',
  'severity',
  'status',
  'failed checks',
  'passed checks',
  'unknown checks',
  'standards',
  'since',
  'until',
  'by',
  'approved by',
  'reason',
  'count',
  'as of',
] as const;

type Cells = Partial<Record<(typeof HEADS)[number], string | number>>;

/**
 * One row for each control that the report is made of, then what is counted beside them and what is late and suppressed by name,
 * as RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. The column `kind` tells the rows apart.
 */
export function* reportCsv(report: Pick<Report, 'controls' | 'at' | 'exceptions' | 'sla' | 'handled'>): Generator<string> {
  const row = (cells: Cells): string => csvRow(HEADS.map((head) => (head === 'as of' ? report.at : (cells[head] ?? ''))));
  yield BYTE_ORDER_MARK;
  yield csvRow(HEADS);
  for (const { id, title, severity, status, failed, passed, unknown, standards } of report.controls)
    yield row({
      kind: 'control',
      id,
      title,
      severity,
      status,
      'failed checks': failed,
      'passed checks': passed,
      'unknown checks': unknown,
      standards: standards.join('; '),
    });
  for (const [title, count, cut] of countsIn(report)) yield row({ kind: 'count', title, count, ...(cut && { status: 'or more' }) });
  for (const { title, severity, at } of report.sla?.late ?? [])
    yield row({ kind: 'late', title, since: at, ...(severity !== undefined && { severity }) });
  for (const { exception, finding } of report.exceptions?.rows ?? [])
    yield row({
      kind: 'suppression',
      id: finding?.id ?? '',
      title: finding?.title ?? '',
      severity: finding?.severity ?? '',
      since: exception.since,
      until: exception.until,
      by: exception.by,
      'approved by': exception.approvedBy ?? '',
      reason: whyOf(exception),
    });
}

/** Numbers that stand beside the controls; `cut`: there may be more. */
function countsIn({ exceptions, sla, handled }: Pick<Report, 'exceptions' | 'sla' | 'handled'>): [string, number, boolean][] {
  return [
    ...Object.entries(handled.done).map(([action, count]): [string, number, boolean] => [`${action} in Slack`, count, handled.cut]),
    ...(exceptions
      ? ([
          ['suppressions in force', exceptions.inForce, exceptions.cut],
          [`suppressions ending within ${SOON_DAYS} days`, exceptions.ending, exceptions.cut],
        ] satisfies [string, number, boolean][])
      : []),
    ...(sla
      ? ([
          ['acknowledged late', sla.acknowledgedLate, handled.cut],
          ['resolved late', sla.resolvedLate, handled.cut],
          ['open and late', sla.openLate, sla.cut],
        ] satisfies [string, number, boolean][])
      : []),
  ];
}

/** Everything the report says, for a program to read. */
export function reportJson(report: Report): string {
  const { at, days, standard, account, overall, standards, controls, failing, open, failed, trend, handled, exceptions, sla } = report;
  const scored = (name: string, score: Report['overall']) => ({ name, percent: percent(score) ?? null, ...score });
  return JSON.stringify(
    {
      at,
      days,
      standard: standard?.name ?? null,
      account: account?.id ?? null,
      score: scored(standard?.name ?? 'all standards', overall),
      standards: standards.map(({ arn, name, score }) => ({ arn, ...scored(name, score) })),
      controls,
      failing,
      openFindings: open,
      failedChecks: failed,
      trend,
      handled,
      exceptions: exceptions ? { ...exceptions, rows: exceptions.rows.map(exceptionObject) } : null,
      slaBreaches: sla ?? null,
    },
    null,
    2,
  );
}
