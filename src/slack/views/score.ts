import type { Answer } from '../../domain/answer.ts';
import { Severity } from '../../domain/finding.ts';
import { controlsChanged, type Snapshot, scoreOn } from '../../domain/report-snapshot.ts';
import { exactPercent } from '../../domain/score.ts';
import { context, dotted, lines, type Message, section } from './block-kit.ts';
import { countWords, failingLine, percentWords, standardLine, winsLines } from './score-lines.ts';
import { prose } from './text.ts';
import { plural } from './words.ts';

const MOST_FAILING = 5;
const MOST_STANDARDS = 12;

/** How the standards stand, for the person who asked. */
export function scoreMessage({ scores: { overall, standards, failing }, standard, wins }: Extract<Answer, { kind: 'score' }>): Message {
  const name = standard ? prose(standard.name, 60) : 'all standards';
  const none = standards.length === 0;
  return {
    text: prose(`Security score of ${standard?.name ?? 'all standards'}: ${percentWords(overall)}`, 120),
    blocks: [
      section(
        none
          ? 'No standard is enabled in Security Hub here, so there is no score.'
          : lines(`📊 *${percentWords(overall)}* · ${name}`, countWords(overall)),
      ),
      ...(standard || none ? [] : [section(standards.slice(0, MOST_STANDARDS).map(standardLine).join('\n'))]),
      ...(wins ? [section(winsLines(wins))] : []),
      ...(standard && failing.length > 0 ? [section(failing.slice(0, MOST_FAILING).map(failingLine).join('\n'))] : []),
      context(
        'Live, each control counted once. The console refreshes its scores once a day, so it can differ. `/shub report` shows the rest to all of the channel.',
      ),
    ],
    attachments: [],
  };
}

const MOST_DAYS = 14;

/** One line a day, the newest first, with the controls that began to fail or no longer do. */
export function trendMessage({ snapshots, standard, days }: Extract<Answer, { kind: 'trend' }>): Message {
  const name = snapshots.at(-1)?.standards.find(({ arn }) => arn === standard)?.name;
  const newestFirst = snapshots.toReversed();
  const rows = newestFirst.slice(0, MOST_DAYS).map((snapshot, i) => dayLine(snapshot, newestFirst[i + 1], standard));
  const more = snapshots.length - rows.length;
  const started = snapshots.length < 2 && 'History starts today: from now on one snapshot a day is kept, for 400 days.';
  return {
    text: prose(`Security score over the last ${plural(days, 'day')}`, 120),
    blocks: [
      section(
        lines(`📈 *Score over the last ${plural(days, 'day')}* · ${name === undefined ? 'all standards' : prose(name, 60)}`, started),
      ),
      ...(rows.length > 0 ? [section(rows.join('\n'))] : []),
      ...(more > 0 ? [context(`… and ${plural(more, 'earlier day')}. \`/shub report days=${days}\` draws them all.`)] : []),
    ],
    attachments: [],
  };
}

function dayLine(snapshot: Snapshot, before: Snapshot | undefined, standard: string | undefined): string {
  const score = scoreOn(snapshot, standard);
  const exact = score && exactPercent(score);
  const waiting = Severity.options.reduce((sum, severity) => sum + (snapshot.open[severity] ?? 0), 0);
  const changed = before && !standard ? controlsChanged(before, snapshot) : { failing: [], mended: [] };
  const named = (ids: string[]) =>
    `${ids
      .slice(0, 3)
      .map((id) => prose(id, 40))
      .join(', ')}${ids.length > 3 ? ` +${ids.length - 3}` : ''}`;
  return dotted(
    `\`${prose(snapshot.day, 10)}\` *${exact === undefined ? 'no data' : `${exact.toFixed(1)} %`}*`,
    `${waiting} open`,
    changed.failing.length > 0 && `newly failing ${named(changed.failing)}`,
    changed.mended.length > 0 && `mended ${named(changed.mended)}`,
  );
}
