import { startWire } from '../wire.ts';
import { answerCall } from './api/dispatch.ts';
import { uploads } from './api/files.ts';
import { webApi } from './api/methods.ts';
import { rateLimits } from './api/rate-limits.ts';
import type { SlackEmulator, SlackEmulatorOptions } from './contract.ts';
import { appLink, FORM, JSON_TYPE } from './people/app-link.ts';
import { person } from './people/person.ts';
import { responseUrls } from './people/response-urls.ts';
import { answered } from './people/seat.ts';
import { openWorkspace } from './workspace.ts';

const API = '/api/';

/** Slack on a loopback port: its Web API, its response_urls and its people, all on the clock given. */
export async function startSlack(options: SlackEmulatorOptions): Promise<SlackEmulator> {
  const { clock, port, signingSecret, botToken, scopes = [] } = options;
  const workspace = openWorkspace(options);
  const origin = () => wire.url;
  const urls = responseUrls(workspace, origin);
  const files = uploads(workspace, origin);
  const signing = { secret: signingSecret };
  const app = appLink(clock, signing);
  const limits = { on: true };
  const token = { value: botToken, revoked: false, scopes: [...scopes] };
  const desk = { workspace, methods: webApi(files), rates: rateLimits(clock), limits, token };

  const wire = await startWire({
    clock,
    ...(port !== undefined && { port }),
    operationOf({ path }) {
      if (path.startsWith(API)) return path.slice(API.length);
      if (urls.owns(path)) return 'response_url';
      return files.owns(path) ? 'upload' : path;
    },
    handle(request) {
      if (request.path.startsWith(API)) return answerCall(request, desk);
      if (urls.owns(request.path)) return urls.receive(request);
      return files.owns(request.path) ? files.receive(request) : { status: 404, body: 'not_found' };
    },
  });

  return {
    apiUrl: wire.url + API,
    state: workspace.state,
    faults: wire.faults,
    calls: wire.calls,
    busy: () => wire.busy() + app.busy(),
    as: (userId) => person(userId, { workspace, app, urls }),
    connect: app.connect,
    async deliver(body, headers) {
      const type = body.startsWith('{') ? JSON_TYPE : FORM;
      return answered(await app.send(type, body, headers));
    },
    lastRequest: app.lastRequest,
    onChange: workspace.onChange,
    limits,
    token,
    signing,
    async stop() {
      app.stop();
      await wire.stop();
    },
  };
}
