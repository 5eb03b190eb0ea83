import { actOnCard } from '../act-on-card.ts';
import type { Duties } from '../carry-out.ts';
import { createFinding } from '../create-finding.ts';

/** What only the function may do that can hide findings and change what Security Hub looks for. */
export const adminDuties: Duties = {
  press: ({ intent }, services) => actOnCard(intent, services),
  'new finding': createFinding,
};
