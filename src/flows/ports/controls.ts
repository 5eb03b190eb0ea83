import type { Catalogue } from '../../domain/score-catalogue.ts';

export interface Controls {
  /** What is enabled, at most a day old. Throws when Security Hub is off here. */
  catalogue(): Promise<Catalogue>;
}
