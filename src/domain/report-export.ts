import { BYTE_ORDER_MARK, csvRow } from './csv.ts';
import type { Report } from './report.ts';
import { percent } from './score.ts';

/** One row for each control that the report is made of, as RFC 4180 with a byte order mark, so that spreadsheets read it as UTF-8. */
export function* reportCsv({ controls, at }: Pick<Report, 'controls' | 'at'>): Generator<string> {
  yield BYTE_ORDER_MARK;
  yield csvRow(['control', 'title', 'severity', 'status', 'failed checks', 'passed checks', 'unknown checks', 'standards', 'as of']);
  for (const { id, title, severity, status, failed, passed, unknown, standards } of controls)
    yield csvRow([id, title, severity, status, failed, passed, unknown, standards.join('; '), at]);
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
      exceptions: exceptions ?? null,
      slaBreaches: sla ?? null,
    },
    null,
    2,
  );
}
