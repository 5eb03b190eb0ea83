import type { FailingControl, QuickWins, StandardScore } from '../../domain/report-scores.ts';
import { evaluated, exactPercent, percent, type Score } from '../../domain/score.ts';
import { dotted, lines } from './block-kit.ts';
import { foreignLink } from './links.ts';
import { code, prose } from './text.ts';
import { plural, SEVERITY_MARK } from './words.ts';

const CELLS = 10;
/** AWS's own are half as long; eight lines with one each have to fit into one section. */
const LONGEST_LINK = 120;

/** Drawn with characters: it reads on any phone, and a screen reader hears the number that follows. */
function bar(share: number): string {
  const filled = Math.round((share / 100) * CELLS);
  return `${'▰'.repeat(filled)}${'▱'.repeat(CELLS - filled)}`;
}

/** `88 %`, or that there is nothing to compute it from. */
export const percentWords = (score: Score): string => {
  const whole = percent(score);
  return whole === undefined ? 'no data' : `${whole} %`;
};

/** `168 of 190 controls pass`, with what is not counted. */
export function countWords(score: Score): string {
  const { passed, failed, unknown, noData, disabled } = score;
  return dotted(
    `${passed} of ${plural(evaluated(score), 'control')} pass`,
    `${failed} fail`,
    unknown > 0 && `${unknown} unknown`,
    noData > 0 && `${noData} without data`,
    disabled > 0 && `${disabled} switched off`,
  );
}

export function standardLine({ name, score }: StandardScore): string {
  return `${bar(exactPercent(score) ?? 0)} *${percentWords(score)}* ${prose(name, 40)} · ${score.failed} failing`;
}

/** `🔴 *S3.8* S3 buckets should… · 12 failed checks · +0.3 points`, with a link to AWS's way to put it right. */
export function failingLine({ id, title, severity, status, failed, points, remediationUrl }: FailingControl): string {
  const gain = points[0]?.points ?? 0;
  const how = remediationUrl === undefined || remediationUrl.length > LONGEST_LINK ? undefined : foreignLink(remediationUrl, 'how to fix');
  return `${SEVERITY_MARK[severity]} *${prose(id, 40)}* ${prose(title, 110)}\n${dotted(
    severity,
    status === 'Failed' ? plural(failed, 'failed check') : 'cannot be checked',
    pointWords(gain),
    how,
  )}`;
}

export function winsLines({ controls, checks, from, to }: QuickWins): string {
  const which = controls.map(({ id, failed }) => `${code(id, 40)} (${failed})`).join(', ');
  const these = controls.length === 1 ? 'this control' : `these ${controls.length} controls`;
  return lines(
    `🎯 *Fixing ${these} = ${pointWords(to - from)}* (${from.toFixed(1)} → ${to.toFixed(1)} %)`,
    `The least work: ${plural(checks, 'failed check')} in all: ${which}`,
  );
}

/** `+4 points`; below one with a decimal, because `+0` would not be true. */
const pointWords = (points: number): string => {
  const shown = points >= 3 ? String(Math.round(points)) : points.toFixed(1);
  return `+${shown} ${shown === '1' || shown === '1.0' ? 'point' : 'points'}`;
};
