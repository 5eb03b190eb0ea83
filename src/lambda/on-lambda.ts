import type { Services } from '../flows/services.ts';
import { wireFromEnvironment } from '../wiring.ts';

type Handler<Event, Result> = (event: Event) => Promise<Result>;

/** A handler as AWS Lambda calls it: wired at the first invocation, its metrics written out at the end of each. */
export function onLambda<Event, Result>(make: (services: Services) => Handler<Event, Result>): Handler<Event, Result> {
  let wired: Promise<{ handle: Handler<Event, Result>; flush: () => void }> | undefined;

  async function start() {
    const { services, flush } = await wireFromEnvironment();
    return { handle: make(services), flush };
  }

  return async (event) => {
    wired ??= start();
    // A failed start is tried again next time: a parameter store that was away must not outlast its absence.
    const { handle, flush } = await wired.catch((error: unknown) => {
      wired = undefined;
      throw error;
    });
    try {
      return await handle(event);
    } finally {
      flush();
    }
  };
}
