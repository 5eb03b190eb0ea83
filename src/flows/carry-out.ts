import { UserFacingError } from '../domain/refusal.ts';
import { Request } from '../domain/request.ts';
import { giveUp } from './action/give-up.ts';
import { noteInQueue } from './action/in-queue.ts';
import { backToInsightForm } from './reports/back-to-insight-form.ts';
import type { Services } from './services.ts';

/** What a function does about each kind of request that its queue may bring; it holds the permissions for these and no others. */
export type Duties = { [K in Request['kind']]?: (request: Extract<Request, { kind: K }>, services: Services) => Promise<void> };

/**
 * Does what a person asked for, once it has come through the queue. A refusal reaches the asker in words and is not tried
 * again. Any other failure is thrown, and the queue brings the request back, until the `last` time; the asker is told the
 * `first` time and the last, and otherwise sees that it is done.
 */
export async function carryOut(
  body: string,
  duties: Duties,
  services: Services,
  { first, last }: { first: boolean; last: boolean },
): Promise<void> {
  const request = Request.parse(JSON.parse(body));
  try {
    await dutyFor(request, duties)(services);
  } catch (error) {
    const tell = await waysToTell(request, services);
    if (error instanceof UserFacingError) {
      const who = 'who' in request ? { who: request.who } : {};
      services.log.info('request refused', { kind: request.kind, ...who, because: error.code });
      await tell?.(error.message);
      return;
    }
    // Not noted, it is handed over once more, and done once all the same.
    if ('intent' in request) await noteInQueue(request.intent, services).catch(() => false);
    if (first || last) await tell?.(await failureWords(request, { last }, services)).catch(() => services.log.count('UntoldFailures'));
    if (last && request.kind === 'press') await giveUp(request.intent, services);
    throw error;
  }
}

const STILL_TRYING =
  'Not done yet: Security Hub or Slack did not answer in time. shub tries again by itself within a few minutes; you need not press again.';
const GIVEN_UP =
  'Not done: Security Hub or Slack has not answered for a quarter of an hour, and shub has stopped trying. Please do it again.';

const STILL_RECORDING = 'Security Hub has made the change. Writing it down here is still being tried; you need not press again.';
const NOT_RECORDED =
  'Security Hub has made the change, but shub could not write down the end of it, and its audit trail says only that it was begun. Please tell your shub administrator.';

/** Whether Security Hub has changed anything is what a person must be told truly. */
async function failureWords(request: Request, { last }: { last: boolean }, { intents }: Services): Promise<string> {
  const changed = request.kind === 'press' && (await intents.get(request.intent))?.changed === true;
  if (last) return changed ? NOT_RECORDED : GIVEN_UP;
  return changed ? STILL_RECORDING : STILL_TRYING;
}

/** What begins by itself, or is shown in a message of its own. */
const NOBODY_WAITS = new Set<Request['kind']>(['job', 'snapshot', 'digest', 'repair', 'confirm', 'promises', 'home']);

/** How to reach whoever waits; undefined when what was asked for is done and only showing it is left. */
async function waysToTell(request: Request, { intents, chat }: Services): Promise<((text: string) => Promise<void>) | undefined> {
  if (request.kind === 'details' || request.kind === 'bulk preview') return (text) => chat.sayInModal(request.view, text);
  if (request.kind === 'home') return undefined;
  if (NOBODY_WAITS.has(request.kind) || !('who' in request || request.kind === 'press')) return undefined;
  if (request.kind === 'insight form') return (text) => chat.sayInModal(request.view, text);
  if (request.kind === 'preview insight' || request.kind === 'save insight')
    return (words) => backToInsightForm(request, { words }, { chat });
  if (request.kind === 'new finding') return (words) => chat.answer(request, { kind: 'not created', words, form: request.form });
  const asker = request.kind === 'press' ? await intents.get(request.intent) : request;
  if (!asker || ('state' in asker && asker.state !== 'REQUESTED')) return undefined;
  return (text) => chat.answer(asker, { kind: 'words', text });
}

/** Throws when the request came to a function that may not do it. */
function dutyFor<K extends Request['kind']>(
  request: Extract<Request, { kind: K }>,
  duties: { [D in K]?: (request: Extract<Request, { kind: D }>, services: Services) => Promise<void> },
): (services: Services) => Promise<void> {
  const duty = duties[request.kind];
  if (!duty) throw new Error(`A request of kind ${request.kind} came to a function that does not do it`);
  return (services) => duty(request, services);
}
