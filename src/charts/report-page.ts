import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import { whyOf } from '../domain/exception.ts';
import { SOON_DAYS } from '../domain/exception-register.ts';
import type { Counted, Report } from '../domain/report.ts';
import { evaluated, percent } from '../domain/score.ts';
import { longDay } from './days.ts';
import { reportPicture } from './report-picture.ts';

/** One HTML file with everything in it: it fetches nothing, runs nothing, and prints on paper. */
export function reportPage(report: Report): string {
  const { overall, standards, controls, failing, open, failed, accountNames } = report;
  const about = [
    report.standard?.name ?? 'all standards',
    report.account ? `account ${report.account.name ?? report.account.id}` : 'all accounts',
  ].join(', ');
  const score = percent(overall);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Security report of ${escaped(longDay(report.at))}</title><style>${STYLE}</style></head><body><main>
<h1>Security report</h1>
<p>${escaped(about)}, as of ${escaped(report.at.slice(0, 16).replace('T', ' '))} UTC, looking back ${report.days} days. Score ${score === undefined ? 'not available: no control has data' : `${score} %`}:
${overall.passed} of ${evaluated(overall)} controls pass, ${overall.failed} fail, ${overall.unknown} unknown; ${overall.noData} without data and ${overall.disabled} switched off are not counted.</p>
<figure>${reportPicture(report)}</figure>
${table(
  'By standard',
  ['Standard', 'Score', 'Pass', 'Fail', 'Unknown', 'No data', 'Switched off'],
  standards.map(({ name, score: its }) => [
    name,
    `${percent(its) ?? '–'} %`,
    its.passed,
    its.failed,
    its.unknown,
    its.noData,
    its.disabled,
  ]),
)}
${table(
  'Failing controls',
  ['Control', 'Severity', 'Title', 'Failed checks'],
  failing.map(({ id, severity, title, failed: checks }) => [id, severity, title, checks]),
)}
${counts('Open findings by severity', open.severity)}
${counts('Open findings by product', open.product)}
${counts('Failed checks by account', failed.account, (id) => (accountNames[id] === undefined ? id : `${accountNames[id]} (${id})`))}
${counts('Failed checks by resource', failed.resource)}
${promises(report)}
${table(
  'All controls',
  ['Control', 'Status', 'Severity', 'Title', 'Failed', 'Passed', 'Unknown', 'Standards'],
  controls.map((c) => [c.id, c.status, c.severity, c.title, c.failed, c.passed, c.unknown, c.standards.join(', ')]),
)}
<p>Computed live from Security Hub as AWS documents it, each control counted once. The console refreshes its own scores once a day, so they can differ.</p>
</main></body></html>
`;
}

/** What was done, what was not done in time, and what is suppressed, with the numbers of all and the names of some. */
function promises({ handled, sla, exceptions, days, standard }: Report): string {
  const more = (cut: boolean): string => (cut ? ' or more' : '');
  const mean = (of: typeof handled.resolve): string => (of ? formatDistanceStrict(0, of.mean) : '–');
  const done = table(
    `Handled in Slack, last ${days} days`,
    ['', 'Problems'],
    Object.entries(handled.done).map(([action, count]) => [action, `${count}${more(handled.cut)}`]),
  );
  const times = `<p>Looked at after ${mean(handled.acknowledge)} on average, resolved after ${mean(handled.resolve)}.</p>`;
  const late = sla
    ? `${table(
        'Open and late',
        ['Severity', 'Title', 'Late since'],
        sla.late.map(({ severity = '–', title, at }) => [severity, title, `${at.slice(0, 16).replace('T', ' ')} UTC`]),
      )}<p>${sla.openLate}${more(sla.cut)} open and late, the longest by name; ${sla.acknowledgedLate}${more(handled.cut)} acknowledged late, ${sla.resolvedLate}${more(handled.cut)} resolved late.</p>`
    : '';
  const suppressed = exceptions
    ? `${table(
        'Suppressions in force',
        ['Ends', 'Severity', 'Title', 'Reason', 'By', 'Approved by'],
        exceptions.rows.map(({ exception, finding }) => [
          exception.until.slice(0, 10),
          finding?.severity ?? '–',
          finding?.title ?? 'no longer known',
          whyOf(exception),
          exception.by,
          exception.approvedBy ?? '–',
        ]),
      )}<p>${exceptions.inForce}${more(exceptions.cut)} in force, those that end first by name; ${exceptions.ending} end within ${SOON_DAYS} days.</p>`
    : '';
  // People work on findings, of which one can be of several standards.
  const of = standard ? '<p>What follows is about findings of all standards.</p>' : '';
  return of + done + times + late + suppressed;
}

const STYLE =
  'body{margin:0;background:#f4f5f7;color:#16191f;font:15px/1.5 Inter,system-ui,sans-serif}main{max-width:980px;margin:0 auto;padding:24px;background:#fff}' +
  'figure{margin:24px 0}svg{height:auto;border:1px solid #e3e6eb;border-radius:12px}h2{margin:32px 0 8px;font-size:18px}' +
  'svg text{font-family:Inter,system-ui,sans-serif}svg text[font-family*=SemiBold]{font-weight:600}svg{display:block;width:min(100%,520px);margin:0 auto}div{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{padding:5px 10px;border-bottom:1px solid #e3e6eb;text-align:left;vertical-align:top}td:first-child{white-space:nowrap}td{overflow-wrap:break-word}' +
  '@media(max-width:600px){main{padding:16px}th,td{padding:5px 6px}table{font-size:13px}}@media print{body{background:#fff}main{padding:0;max-width:none}div{overflow:visible}h2{break-after:avoid}tr{break-inside:avoid}}';

function counts(title: string, { groups, complete }: Counted, name: (value: string) => string = (value) => value): string {
  const note = complete ? '' : '<p>Security Hub tells the largest hundred only; there may be more.</p>';
  return (
    table(
      title,
      ['', 'Findings'],
      groups.map(({ value, count }) => [name(value), count]),
    ) + note
  );
}

function table(title: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return `<h2>${escaped(title)}</h2><p>None.</p>`;
  const head = heads.map((each) => `<th scope="col">${escaped(each)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((each) => `<td>${escaped(String(each))}</td>`).join('')}</tr>`).join('\n');
  return `<h2>${escaped(title)}</h2><div><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (words: string): string => words.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
