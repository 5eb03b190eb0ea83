import type { Services } from '../flows/services.ts';
import { type Config, wireFromEnvironment } from '../wiring.ts';

type Handler<Event, Result> = (event: Event) => Promise<Result>;

/** A handler as AWS Lambda calls it: wired at the first invocation, its metrics written out at the end of each. */
export function onLambda<Event, Result>(
  make: (services: Services, config: Config) => Handler<Event, Result> | Promise<Handler<Event, Result>>,
  options: { hurried?: boolean } = {},
): Handler<Event, Result> {
  let wired: Promise<{ handle: Handler<Event, Result>; flush: () => void }> | undefined;

  async function start() {
    const { services, config, flush } = await wireFromEnvironment(options);
    return { handle: await make(services, config), flush };
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
