import type { Standard } from '../../domain/standard.ts';
import type { StandardControl } from '../../domain/standard-control.ts';

/**
 * The standards of Security Hub in this region. Everything here throws a UserFacingError when Security Hub is off or shub's
 * role may not do it.
 */
export interface Standards {
  /** Every standard there is, in the order of their names. */
  list(): Promise<Standard[]>;
  /** Begins to; it takes minutes. One that is on stays as it is. */
  enable(arn: string): Promise<void>;
  /** Begins to; takes the ARN of the subscription. */
  disable(subscription: string): Promise<void>;
  /** All controls of a standard, whether it is on or not, in the order of their ids. */
  controls(arn: string): Promise<StandardControl[]>;
  /** Throws a UserFacingError with what Security Hub says against it. */
  switchControl(standard: string, control: string, to: { on: true } | { on: false; reason: string }): Promise<void>;
}
