import { actOnCard } from '../act-on-card.ts';
import { confirmPress } from '../action/confirm-press.ts';
import { listFindings } from '../answers/list-findings.ts';
import { listMine } from '../answers/list-mine.ts';
import { listTickets } from '../answers/list-tickets.ts';
import { pauseDelivery } from '../answers/pause-delivery.ts';
import { sendTestCard } from '../answers/send-test-card.ts';
import { showDetails } from '../answers/show-details.ts';
import { showFinding } from '../answers/show-finding.ts';
import { showNext } from '../answers/show-next.ts';
import { previewBulk } from '../bulk/preview.ts';
import { startBulk, undoBulk } from '../bulk/start-bulk.ts';
import { workBulk } from '../bulk/work-bulk.ts';
import { callForHelp } from '../call-for-help.ts';
import type { Duties } from '../carry-out.ts';
import { endExceptionEarly } from '../exceptions/end-early.ts';
import { openHome } from '../home/draw-home.ts';
import { type Hands, runJob } from '../jobs/run-job.ts';
import { confirmHolding } from '../promises/hold.ts';
import { keepPromises } from '../promises/keep-promises.ts';
import { showBehindInsight } from '../reports/behind-insight.ts';
import type { Services } from '../services.ts';
import { moveTicket, openTicket } from '../tickets/press-ticket.ts';

/** What people press and ask for, except what needs a role of its own or takes long. */
export const actionsDuties: Duties = {
  next: showNext,
  mine: (request, services) => listMine(request, request, services),
  'bulk preview': previewBulk,
  bulk: (request, services) => startBulk(request, handsOf(services), services),
  'undo bulk': (request, services) => undoBulk(request, handsOf(services), services),
  job: ({ job }, services) => runJob(job, handsOf(services), services),
  confirm: ({ card }, services) => confirmPress(card, services),
  press: (request, services) =>
    actOnCard(request.intent, services, {
      card: request.card,
      again: (seconds) => services.queues.request(request, 'actions', seconds),
    }),
  'end exception': endExceptionEarly,
  hold: confirmHolding,
  home: openHome,
  escalate: callForHelp,
  promises: ({ card }, services) => keepPromises(card, services),
  findings: (request, services) => listFindings(request, request, services),
  show: (request, services) => showFinding(request, request.finding, services),
  details: showDetails,
  tickets: (request, services) => listTickets(request, request, services),
  'open ticket': openTicket,
  ticket: moveTicket,
  'insight findings': (request, services) => showBehindInsight(request, request, services),
  pause: (request, services) => pauseDelivery(request, request, services),
  test: sendTestCard,
};

/** Changes of many, as far as they suppress nothing. */
const handsOf = ({ queues }: Pick<Services, 'queues'>): Hands => ({
  is: 'actions',
  workers: { bulk: workBulk },
  workMs: 20_000,
  goOn: (job) => queues.request({ kind: 'job', job }, 'actions'),
});
