import type { KnownBlock } from '@slack/types';
import type { Digest, Fault } from '../../domain/digest.ts';
import { controlsChanged, snapshotOf } from '../../domain/report-snapshot.ts';
import { exactPercent } from '../../domain/score.ts';
import { context, dotted, lines, type Message, section } from './block-kit.ts';
import { quietRowLine } from './card-row.ts';
import { causeWords, changeWords, countsOf, handledWords, lateWords, severityWords, suppressionWords } from './report-words.ts';
import { percentWords } from './score-lines.ts';
import { date, day, prose } from './text.ts';
import { PRODUCT_NAME, plural } from './words.ts';

/** So many of each kind are named: a digest is read in half a minute. */
const NAMED = 3;
const MOST_FAULTS = 8;

/** What changed lately, for all of a channel. What is as it should be is told in one line at the end. */
export function digestMessage(digest: Digest): Message {
  const { report, arrived, oldest, faults } = digest;
  const { exceptions, sla, handled } = report;
  const came = arrived.groups.reduce((sum, { count }) => sum + count, 0);
  const calm = dotted(
    faults.length === 0 && 'findings come in',
    sla?.openLate === 0 && !sla.cut && 'nothing open is late',
    oldest.length === 0 && 'nothing of MEDIUM or worse is open',
  );
  return {
    text: `Security digest: score ${percentWords(report.overall)}, ${plural(came, 'new finding')}`,
    blocks: [
      section(lines(`📰 *Security digest of the ${report.days === 1 ? 'day' : 'week'}*`, ...scoreLines(digest))),
      section(lines(`*New in Security Hub* ${came}`, came > 0 && severityWords(countsOf(arrived)))),
      section(lines('*Open*', severityWords(countsOf(report.open.severity), digest.before?.open))),
      ...(oldest.length > 0 ? [section(lines('*Open for longest*', ...oldest.map(quietRowLine)))] : []),
      section(lines('*Done in Slack*', ...handledWords(handled))),
      ...(sla && (sla.openLate > 0 || sla.cut || sla.acknowledgedLate + sla.resolvedLate > 0) ? [late(sla)] : []),
      ...(exceptions && exceptions.inForce > 0 ? [section(lines(suppressionWords(exceptions), ...endingLines(exceptions)))] : []),
      ...(faults.length > 0 ? [feeds(faults)] : []),
      context(
        ...[calm !== '' && `✅ ${calm}`, dotted(`as of ${date(report.at)}`, '`/shub report` shows the whole picture')].filter(
          (text) => text !== false,
        ),
      ),
    ],
    attachments: [],
  };
}

function scoreLines({ report, before }: Digest): string[] {
  const now = exactPercent(report.overall);
  if (now === undefined) return ['No standard has data yet, so there is no score.'];
  const then = before && exactPercent(before.overall);
  const moved = then === undefined ? 'history starts today' : `${changeWords(now - then)} since ${day(before?.at ?? report.at)}`;
  const cause = before && causeWords(controlsChanged(before, snapshotOf(report, new Date(report.at))));
  return [`Score *${percentWords(report.overall)}* · ${moved}`, ...(cause === undefined ? [] : [cause]), ...leastWork(report)];
}

const leastWork = ({ wins }: Digest['report']): string[] =>
  wins ? [`🎯 The least work: ${wins.controls.map(({ id }) => prose(id, 40)).join(', ')} would bring it to ${wins.to.toFixed(1)} %`] : [];

function late(sla: NonNullable<Digest['report']['sla']>): KnownBlock {
  const more = sla.openLate - Math.min(NAMED, sla.late.length);
  return section(lines(`⏰ ${lateWords(sla)}`, ...sla.late.slice(0, NAMED).map(quietRowLine), more > 0 && `… and ${more} more`));
}

/** Those that end soon, the first first. */
function endingLines({ rows, ending }: NonNullable<Digest['report']['exceptions']>): string[] {
  return rows
    .slice(0, Math.min(NAMED, ending))
    .map(
      ({ exception, finding }) =>
        `• ${dotted(prose(finding?.title ?? 'a finding that shub no longer knows', 70), `ends ${day(exception.until)}`)}`,
    );
}

function feeds(faults: readonly Fault[]): KnownBlock {
  const more = faults.length - MOST_FAULTS;
  return section(
    lines(
      '📡 *Findings may not all come in*',
      ...faults
        .slice(0, MOST_FAULTS)
        .map(({ name, state, says }) => `${state === 'red' ? '🔴' : '🟠'} ${prose(feedName(name), 40)}: ${prose(says, 160)}`),
      more > 0 && `… and ${more} more`,
      '`/shub health` says what to do about it.',
    ),
  );
}

const FEED_NAME: Readonly<Record<string, string>> = PRODUCT_NAME;
const feedName = (name: string): string => FEED_NAME[name] ?? name;
