import { Repair } from '../../domain/repair.ts';
import type { Repairs } from '../../flows/services.ts';
import { ABSENT, getRow, putRow, type Table } from './table.ts';

const KEY = 'REPAIR';

/** One row: there is one Security Hub to be compared with. */
export const repairStore = (table: Table, token: () => string): Repairs => ({
  async get() {
    const row = await getRow(table, KEY);
    return row && Repair.parse(row);
  },
  save: (repair, over) =>
    putRow(table, KEY, repair, token(), over ? { expression: 'nextAt = :next', values: { ':next': over.nextAt } } : ABSENT),
});
