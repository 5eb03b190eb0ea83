import { UserFacingError } from '../domain/refusal.ts';
import { Request } from '../domain/request.ts';
import { actOnCard } from './act-on-card.ts';
import { listFindings } from './answers/list-findings.ts';
import { pauseDelivery } from './answers/pause-delivery.ts';
import { showDetails } from './answers/show-details.ts';
import { showFinding } from './answers/show-finding.ts';
import type { Services } from './services.ts';

/** Does what a person asked for, once it has come through the queue. A refusal reaches the asker in words and is not tried again. */
export async function carryOut(body: string, services: Services): Promise<void> {
  const request = Request.parse(JSON.parse(body));
  try {
    await dispatch(request, services);
  } catch (error) {
    if (!(error instanceof UserFacingError)) throw error;
    services.log.info('request refused', { kind: request.kind, because: error.code });
    if ('channel' in request) await services.chat.answer(request, { kind: 'words', text: error.message });
  }
}

async function dispatch(request: Request, services: Services): Promise<void> {
  switch (request.kind) {
    case 'press':
      return actOnCard(request.intent, services);
    case 'findings':
      return listFindings(request, request, services);
    case 'show':
      return showFinding(request, request.finding, services);
    case 'details':
      return showDetails(request, services);
    case 'pause':
      return pauseDelivery(request, request, services);
  }
}
