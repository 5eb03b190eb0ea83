import { startContainer } from '../../../src/container.ts';
import { wire } from '../../../src/wiring.ts';
import { wireFront } from '../../../src/wiring-front.ts';
import { ready, started } from './processes.ts';
import { serve } from './serve.ts';

/** The product as its container runs it; or of that only what answers Slack. */
const { config, endpoints, whole } = started();
const log = { info: () => undefined, warn: console.warn, error: console.error, count: () => undefined };
const services = await wire(config, { log, endpoints });
const front = wireFront(config, services);
if (whole) {
  const container = await startContainer({ config, services, front, host: '127.0.0.1', endpoint: endpoints.sqs, ticking: false });
  ready(container.requestUrl);
} else {
  ready(await serve((request) => front.handle(request)));
}
