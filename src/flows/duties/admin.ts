import { actOnCard } from '../act-on-card.ts';
import type { Duties } from '../carry-out.ts';
import { createFinding } from '../create-finding.ts';
import { decideSuppression } from '../exceptions/decide.ts';
import { switchControl } from '../standards/switch-control.ts';
import { switchStandard } from '../standards/switch-standard.ts';

/** What only the function may do that can hide findings and change what Security Hub looks for. */
export const adminDuties: Duties = {
  press: ({ intent }, services) => actOnCard(intent, services),
  decide: decideSuppression,
  'switch standard': switchStandard,
  'switch control': switchControl,
  'new finding': createFinding,
};
