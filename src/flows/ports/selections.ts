import type { Part, Selection } from '../../domain/bulk.ts';

/** What people chose all of, kept for a day: what they were shown is what is changed. */
export interface Selections {
  /** Writes the parts before the selection that says how many there are. */
  keep(selection: Selection, parts: readonly Part[]): Promise<void>;
  /** Undefined when there is none, or no longer. */
  get(id: string): Promise<Selection | undefined>;
  /** The parts are counted from 0. */
  part(id: string, number: number): Promise<Part>;
  /** Only whoever has the job to itself may. */
  save(id: string, number: number, part: Part): Promise<void>;
}
