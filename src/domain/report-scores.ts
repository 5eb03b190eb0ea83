import { type Severity, severityRank } from './finding.ts';
import { type ControlStatus, controlStatus, exactPercent, NOTHING, pointsFor, type Score, scoreOf, type Tally } from './score.ts';
import type { Catalogue, ControlDefinition } from './score-catalogue.ts';

/** A control that does not pass, and what it is worth to put it right. */
export interface FailingControl {
  id: string;
  title: string;
  severity: Severity;
  remediationUrl?: string;
  status: 'Failed' | 'Unknown';
  /** Failed checks: one for each resource. */
  failed: number;
  /** Points, unrounded, by which each score rises once it passes; the overall score first, under `overall`. */
  points: { of: string; points: number }[];
}

export interface StandardScore {
  arn: string;
  name: string;
  score: Score;
}

/** A control as a list of all of them shows it. */
export interface ControlRow extends Tally {
  id: string;
  title: string;
  severity: Severity;
  status: ControlStatus;
  /** The names of the enabled standards that have it switched on. */
  standards: string[];
}

export interface Scores {
  overall: Score;
  standards: StandardScore[];
  /** The most urgent first, among equals those that add most, among those the ones with the fewest checks to put right. */
  failing: FailingControl[];
  /** Every control, in the order of their ids. */
  controls: ControlRow[];
}

/** The scores over what the findings of each control say. Controls of no enabled standard that have findings all the same count overall. */
export function scoresOf(catalogue: Catalogue, tallies: ReadonlyMap<string, Tally>): Scores {
  const stray = [...tallies.keys()].filter((id) => !catalogue.controls.some((control) => control.id === id)).map(unlisted);
  const all = [...catalogue.controls, ...stray];
  const statusIn = ({ id, enabledIn, standards }: ControlDefinition, standard?: string): ControlStatus => {
    const enabled = standard === undefined ? enabledIn.length > 0 || standards.length === 0 : enabledIn.includes(standard);
    return controlStatus(tallies.get(id) ?? NOTHING, { enabled });
  };
  const overall = scoreOf(all.map((control) => statusIn(control)));
  const standards = catalogue.standards.map(({ arn, name }) => ({
    arn,
    name,
    score: scoreOf(all.filter((control) => control.standards.includes(arn)).map((control) => statusIn(control, arn))),
  }));
  const failing = all.flatMap((control): FailingControl[] => {
    const status = statusIn(control);
    if (status !== 'Failed' && status !== 'Unknown') return [];
    const { id, title, severity, remediationUrl, enabledIn } = control;
    const points = [
      { of: 'overall', points: pointsFor(overall, 1) },
      ...standards.filter(({ arn }) => enabledIn.includes(arn)).map(({ name, score }) => ({ of: name, points: pointsFor(score, 1) })),
    ];
    return [{ id, title, severity, ...(remediationUrl && { remediationUrl }), status, failed: tallies.get(id)?.failed ?? 0, points }];
  });
  const controls = all.map((control): ControlRow => {
    const { id, title, severity, enabledIn } = control;
    const names = catalogue.standards.filter(({ arn }) => enabledIn.includes(arn)).map(({ name }) => name);
    return { id, title, severity, status: statusIn(control), ...(tallies.get(id) ?? NOTHING), standards: names };
  });
  return { overall, standards, failing: failing.sort(byUrgency), controls: controls.sort((a, b) => byNumber.compare(a.id, b.id)) };
}

const unlisted = (id: string): ControlDefinition => ({ id, title: id, severity: 'UNKNOWN', standards: [], enabledIn: [] });

/** `EC2.8` before `EC2.19`. */
const byNumber = new Intl.Collator('en', { numeric: true });

const worth = ({ points }: FailingControl): number => points.reduce((sum, each) => sum + each.points, 0);

const byUrgency = (a: FailingControl, b: FailingControl): number =>
  severityRank(a.severity) - severityRank(b.severity) || worth(b) - worth(a) || a.failed - b.failed || a.id.localeCompare(b.id);

/** What a few controls would bring together that take the least work: those with the fewest failed checks. */
export interface QuickWins {
  controls: FailingControl[];
  checks: number;
  /** Percent now and then, unrounded. */
  from: number;
  to: number;
}

/** Undefined when there is nothing to put right. */
export function quickWins({ overall, failing }: Pick<Scores, 'overall' | 'failing'>, howMany: number): QuickWins | undefined {
  const from = exactPercent(overall);
  const controls = failing
    .filter(({ status }) => status === 'Failed')
    .sort((a, b) => a.failed - b.failed || byUrgency(a, b))
    .slice(0, howMany);
  if (from === undefined || controls.length === 0) return undefined;
  const checks = controls.reduce((sum, { failed }) => sum + failed, 0);
  return { controls, checks, from, to: from + pointsFor(overall, controls.length) };
}

/** The same seen from one standard alone: its score, its controls, and what they are worth to it. */
export function withinStandard(
  { failing, controls }: Pick<Scores, 'failing' | 'controls'>,
  { name, score }: StandardScore,
): Pick<Scores, 'overall' | 'failing' | 'controls'> {
  const its = failing.flatMap((control) => {
    const points = control.points.filter(({ of }) => of === name);
    return points.length > 0 ? [{ ...control, points }] : [];
  });
  return { overall: score, failing: its, controls: controls.filter(({ standards }) => standards.includes(name)) };
}
