import type { Part, Selection } from '../../src/domain/bulk.ts';
import type { Selections } from '../../src/flows/services.ts';

/** Selections that are kept as long as the test goes on. */
export function memorySelections(): Selections {
  const selections = new Map<string, Selection>();
  const parts = new Map<string, Part>();
  return {
    async keep(selection, all) {
      selections.set(selection.id, selection);
      for (const [number, part] of all.entries()) parts.set(`${selection.id}#${number}`, part);
    },
    get: async (id) => selections.get(id),
    async part(id, number) {
      const part = parts.get(`${id}#${number}`);
      if (!part) throw new Error(`no part ${number} of ${id}`);
      return part;
    },
    save: async (id, number, part) => void parts.set(`${id}#${number}`, part),
  };
}
