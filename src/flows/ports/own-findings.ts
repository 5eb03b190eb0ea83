import type { HubPlace, OwnAsff } from '../../domain/new-finding.ts';

/** Findings that people make themselves, under the hub's default product. */
export interface OwnFindings {
  /** Throws a UserFacingError when Security Hub is off here or will not tell us. */
  hub(): Promise<HubPlace>;
  /**
   * Hands the finding to Security Hub; the same one again changes nothing. Throws a UserFacingError, saying why and what to
   * do, when it will never be taken as it is; any other error means: not now.
   */
  import(finding: OwnAsff): Promise<void>;
}
