import { actOnCard } from '../act-on-card.ts';
import { startBulk } from '../bulk/start-bulk.ts';
import { workBulk } from '../bulk/work-bulk.ts';
import type { Duties } from '../carry-out.ts';
import { createFinding } from '../create-finding.ts';
import { decideSuppression } from '../exceptions/decide.ts';
import { type Hands, runJob } from '../jobs/run-job.ts';
import type { Services } from '../services.ts';
import { switchControl } from '../standards/switch-control.ts';
import { switchStandard } from '../standards/switch-standard.ts';

/** What only the function may do that can hide findings and change what Security Hub looks for. */
export const adminDuties: Duties = {
  bulk: (request, services) => startBulk(request, handsOf(services), services),
  job: ({ job }, services) => runJob(job, handsOf(services), services),
  press: (press, services) => actOnCard(press.intent, services, { card: press.card, again: again(press, services) }),
  decide: (request, services) => decideSuppression(request, services, again({ intent: request.intent, card: request.card }, services)),
  'switch standard': switchStandard,
  'switch control': switchControl,
  'new finding': createFinding,
};

/** Brings a press back to this function. */
const again =
  (press: { intent: string; card?: string | undefined }, { queues }: Pick<Services, 'queues'>) =>
  (seconds: number): Promise<void> =>
    queues.request({ ...press, kind: 'press' }, 'admin', seconds);

/** Changes of many that suppress. */
const handsOf = ({ queues }: Pick<Services, 'queues'>): Hands => ({
  is: 'admin',
  workers: { bulk: workBulk },
  workMs: 20_000,
  goOn: (job) => queues.request({ kind: 'job', job }, 'admin'),
});
