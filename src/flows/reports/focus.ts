import type { Measurement } from '../../domain/report.ts';
import { type StandardScore, withinStandard } from '../../domain/report-scores.ts';
import { enabledStandard } from '../../domain/report-standard.ts';
import type { Catalogue } from '../../domain/score-catalogue.ts';
import type { Services } from '../services.ts';
import { measure, type Progress } from './measure/measure.ts';

export interface Asked {
  /** As typed. */
  standard?: string;
  account?: string;
}

export interface Focused extends Measurement {
  catalogue: Catalogue;
  standard?: StandardScore;
}

/** What a person asked about, measured; for one standard the failing controls are its own, and the overall score is its score. */
export async function measureAsked(
  { standard: typed, account }: Asked,
  { controls, insights }: Pick<Services, 'controls' | 'insights'>,
  progress?: Progress,
): Promise<Focused> {
  const catalogue = await controls.catalogue();
  const arn = typed === undefined ? undefined : enabledStandard(typed, catalogue);
  const scope = { ...(account !== undefined && { account }), ...(arn !== undefined && { standard: arn }) };
  const measured = await measure(catalogue, scope, { insights }, progress);
  const standard = measured.standards.find((each) => each.arn === arn);
  return standard ? { ...measured, ...withinStandard(measured, standard), catalogue, standard } : { ...measured, catalogue };
}
