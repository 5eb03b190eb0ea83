import type { Json } from '../contract.ts';
import { type Delivery, JSON_TYPE } from './app-link.ts';
import { eventBody } from './payloads.ts';
import type { Seat } from './seat.ts';

/** An event is sent again at once, after a minute and after five: docs.slack.dev/apis/events-api, "Retries". */
const AGAIN_AFTER_MS = [0, 60_000, 300_000];
const REASON = { timeout: 'http_timeout', unreachable: 'connection_failed', status: 'http_error' } as const;

/** Sends an event, and on the clock sends it again while the app fails. Resolves with how the first time went. */
export async function sendEvent(seat: Seat, event: Json): Promise<Delivery> {
  const body = eventBody(seat.workspace, seat.user, event);
  const first = await seat.app.send(JSON_TYPE, body);
  sendAgain(seat, body, 0, first);
  return first;
}

function sendAgain(seat: Seat, body: string, attempt: number, { failure }: Delivery): void {
  const { workspace, app } = seat;
  const wait = AGAIN_AFTER_MS[attempt];
  if (!failure || wait === undefined) return;
  const headers = { 'x-slack-retry-num': String(attempt + 1), 'x-slack-retry-reason': REASON[failure] };
  workspace.clock.at(workspace.clock.now() + wait, () => {
    void app.send(JSON_TYPE, body, headers).then((delivery) => sendAgain(seat, body, attempt + 1, delivery));
  });
}
