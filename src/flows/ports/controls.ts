import type { Catalogue } from '../../domain/score-catalogue.ts';

export interface Controls {
  /** What is enabled, at most a day old. Throws when Security Hub is off here. */
  catalogue(): Promise<Catalogue>;
  /** Has it read again, because standards or controls were switched on or off. */
  forget(): Promise<void>;
}
