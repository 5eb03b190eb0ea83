import { UserFacingError } from '../domain/refusal.ts';
import { type Asker, Request } from '../domain/request.ts';
import { actOnCard } from './act-on-card.ts';
import { listFindings } from './answers/list-findings.ts';
import { pauseDelivery } from './answers/pause-delivery.ts';
import { showDetails } from './answers/show-details.ts';
import { showFinding } from './answers/show-finding.ts';
import type { Services } from './services.ts';

/**
 * Does what a person asked for, once it has come through the queue. A refusal reaches the asker in words and is not tried
 * again. Any other failure is told to the asker too, and thrown: the queue brings the request back, until the `last` time.
 */
export async function carryOut(body: string, services: Services, { last }: { last: boolean }): Promise<void> {
  const request = Request.parse(JSON.parse(body));
  try {
    await dispatch(request, services);
  } catch (error) {
    const asker = await askerOf(request, services);
    if (error instanceof UserFacingError) {
      services.log.info('request refused', { kind: request.kind, because: error.code });
      if (asker) await services.chat.answer(asker, { kind: 'words', text: error.message });
      return;
    }
    if (asker)
      await services.chat
        .answer(asker, { kind: 'words', text: last ? GIVEN_UP : STILL_TRYING })
        .catch(() => services.log.count('UntoldFailures'));
    throw error;
  }
}

const STILL_TRYING =
  'Not done yet: Security Hub or Slack did not answer in time. shub tries again by itself within a few minutes; you need not press again.';
const GIVEN_UP =
  'Not done: Security Hub or Slack has not answered for a quarter of an hour, and shub has stopped trying. Please do it again.';

/** Who is to be told; nobody when what was asked for is done and only showing it is left. */
async function askerOf(request: Request, { intents }: Services): Promise<Asker | undefined> {
  if ('channel' in request) return request;
  const intent = request.kind === 'press' ? await intents.get(request.intent) : undefined;
  return intent?.state === 'REQUESTED' ? intent : undefined;
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
