import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Group } from '../../domain/insight.ts';
import type { Counted, Report } from '../../domain/report.ts';
import { controlsChanged, scoreOn } from '../../domain/report-snapshot.ts';
import type { ReportRef } from '../../domain/request.ts';
import { exactPercent } from '../../domain/score.ts';
import { backlogLine } from './backlog.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { quietRowLine } from './card-row.ts';
import { EXPORT_IDS } from './ids.ts';
import { causeWords, changeWords, countsOf, handledWords, lateWords, severityWords, suppressionWords } from './report-words.ts';
import { countWords, failingLine, percentWords, standardLine, winsLines } from './score-lines.ts';
import { date, plain, prose } from './text.ts';
import { plural } from './words.ts';

const MOST_FAILING = 8;
const MOST_STANDARDS = 10;
const MOST_ROWS = 5;
const MOST_LATE = 3;

/** The message of a report: what matters in its first lines, the picture, then everything that can be acted on. */
export function reportMessage(report: Report, ref: ReportRef, picture?: { file: string; alt: string }): Message {
  return {
    text: prose(`Security score ${percentWords(report.overall)}: ${report.overall.failed} controls fail`, 120),
    blocks: [
      section(lines(`📊 *Security report* · ${aboutWords(report)}`, scoreWords(report))),
      ...(picture ? [image(picture)] : []),
      ...(report.standard ? [] : standards(report)),
      ...(report.wins ? [section(winsLines(report.wins))] : []),
      ...failing(report),
      section(lines('*Open findings*', severityWords(countsOf(report.open.severity)), listWords('By product', report.open.product))),
      section(lines('*Failed checks*', whereWords(report))),
      section(lines(`*Handled in Slack, last ${plural(report.days, 'day')}*`, ofAllStandards(report), ...handledWords(report.handled))),
      ...promises(report),
      actions(
        button(EXPORT_IDS.html, 'To keep (HTML)', JSON.stringify(ref)),
        button(EXPORT_IDS.csv, 'CSV', JSON.stringify(ref)),
        button(EXPORT_IDS.json, 'JSON', JSON.stringify(ref)),
      ),
      ...backlogLine(report.backlog),
      context(dotted(`as of ${date(report.at)}`, 'checked live: the console refreshes its scores once a day, so it can differ')),
    ],
    attachments: [],
  };
}

const image = ({ file, alt }: { file: string; alt: string }): ImageBlock => ({
  type: 'image',
  slack_file: { id: file },
  alt_text: plain(alt, 1_900),
});

function aboutWords({ standard, account, days }: Report): string {
  const where = account ? `account ${prose(account.name ?? account.id, 40)}` : 'all accounts';
  return dotted(standard ? prose(standard.name, 60) : 'all standards', where, `last ${plural(days, 'day')}`);
}

function scoreWords(report: Report): string {
  const { overall, trend, standard } = report;
  const [first, last] = [trend[0], trend.at(-1)];
  const [before, after] = [first, last].map((snapshot) => {
    const score = snapshot && scoreOn(snapshot, standard?.arn);
    return score && exactPercent(score);
  });
  const moved = before !== undefined && after !== undefined && trend.length > 1 ? changeWords(after - before) : undefined;
  const history = report.account ? 'no history is kept for one account' : 'history starts today';
  return lines(
    `*${percentWords(overall)}* · ${moved ?? history}`,
    countWords(overall),
    first && last && trend.length > 1 && !standard && causeWords(controlsChanged(first, last)),
  );
}

function standards({ standards: all }: Report): KnownBlock[] {
  if (all.length === 0) return [section('No standard is enabled, so there is no score.')];
  const more = all.length > MOST_STANDARDS && `… and ${all.length - MOST_STANDARDS} more`;
  return [section(lines('*By standard*', ...all.slice(0, MOST_STANDARDS).map(standardLine), more))];
}

function failing({ failing: all }: Report): KnownBlock[] {
  if (all.length === 0) return [section('✅ *No control fails.*')];
  const shown = all.slice(0, MOST_FAILING);
  const heading = `*Failing controls* · the most severe ${all.length > shown.length ? `${shown.length} of ${all.length}` : 'first'}`;
  return [section(lines(heading, ...shown.map(failingLine)))];
}

const listWords = (title: string, { groups, complete }: Counted, name: (value: string) => string = (value) => value): string | undefined =>
  groups.length === 0
    ? undefined
    : `${title}: ${groups
        .slice(0, MOST_ROWS)
        .map(({ value, count }) => `${prose(name(value), 60)} (${count})`)
        .join(', ')}${restWords(groups, complete)}`;

/** Security Hub tells the largest hundred and not whether there are more: then no number is given as if it were the whole. */
function restWords(groups: readonly Group[], complete: boolean): string {
  const rest = groups.length - MOST_ROWS;
  if (rest <= 0) return '';
  return complete ? ` and ${rest} more` : ` and ${rest} more at least`;
}

function whereWords({ failed: { account, resource }, accountNames }: Report): string {
  if (resource.groups.length === 0) return 'None.';
  const number = ({ groups, complete }: Counted, what: string) => `${complete ? '' : 'at least '}${plural(groups.length, what)}`;
  return lines(
    `On ${number(resource, 'resource')} in ${number(account, 'account')}`,
    listWords('By account', account, (id) => accountNames[id] ?? id),
    listWords('Most on', resource, lastPart),
  );
}

/** What people recognise of an ARN. */
const lastPart = (arn: string): string => arn.split(/[:/]/).findLast((part) => part !== '') ?? arn;

/** What is suppressed, and what was not done in time. */
function promises(report: Report): KnownBlock[] {
  const { exceptions, sla } = report;
  if (!exceptions && !sla) return [];
  const said = lines(
    ofAllStandards(report),
    exceptions && suppressionWords(exceptions),
    sla && lateWords(sla),
    ...(sla?.late ?? []).slice(0, MOST_LATE).map(quietRowLine),
  );
  return [section(said)];
}

/** People work on findings, of which one can be of several standards: what they did is not counted by these. */
const ofAllStandards = ({ standard }: Report): string | undefined => (standard ? 'Of findings of all standards:' : undefined);
