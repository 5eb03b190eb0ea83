import { randomUUID } from 'node:crypto';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import type { Json, SecurityHubEmulator, SecurityHubOptions } from '../contract.ts';
import { hubConsole } from './console.ts';
import { ServiceError, tooManyRequests, unsupported } from './errors.ts';
import { isJson, keyOf } from './finding.ts';
import { createHub } from './hub.ts';
import { subscribed } from './operation.ts';
import { switchOn } from './operations/enable-security-hub.ts';
import { DEPRECATED, OPERATIONS, WORKS_WHILE_OFF } from './operations.ts';
import { routeOf } from './routes.ts';
import { throttles } from './throttles.ts';

/**
 * AWS Security Hub of one account and region (the CSPM part, ASFF) for the vendor's SDK: the rules of importing, updating and
 * searching findings, insights, custom actions, the events on EventBridge, the throttles. What is not imitated answers 501
 * `UnsupportedByEmulator` with the operation's name.
 */
export async function startSecurityHub({
  clock,
  port,
  account,
  region,
  enabled = true,
  publish,
}: SecurityHubOptions): Promise<SecurityHubEmulator> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const hub = createHub({ clock, account, region, publish, changed });
  const speed = throttles(clock);
  const console = hubConsole(hub, publish);
  if (enabled) switchOn(hub, 'SECURITY_CONTROL');

  function answer(request: WireRequest): object {
    const run = OPERATIONS.get(request.operation);
    if (!run) throw unsupported(DEPRECATED[request.operation] ?? request.operation);
    const identity = `arn:aws:iam::${account}:user/${accessKey(request)}`;
    if (!speed.allows(request.operation)) throw tooManyRequests();
    if (request.operation !== WORKS_WHILE_OFF) subscribed(hub);
    const labels = routeOf(request.method, request.path)?.labels;
    const input = { ...bodyOf(request), ...labels, ...Object.fromEntries(request.query) };
    return run({ input, size: request.body.length, identity }, hub);
  }

  const wire = await startWire({
    clock,
    ...(port !== undefined && { port }),
    operationOf: ({ method, path }) => routeOf(method, path)?.operation ?? `${method} ${path}`,
    handle(request) {
      try {
        return reply(200, answer(request));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return reply(error.status, { Message: error.message, Code: error.name }, { 'x-amzn-errortype': error.name });
      }
    },
  });

  return {
    url: wire.url,
    faults: wire.faults,
    calls: wire.calls,
    busy: wire.busy,
    stop: wire.stop,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    findings: hub.findings,
    imports(...findings) {
      if (hub.subscription) for (const finding of findings) hub.importFinding({ ...finding });
    },
    consoleUpdates: console.updates,
    customAction: console.customAction,
    throttles: speed,
    updateDelay: hub.updateDelay,
    refuse: (ref, code, { times = Number.POSITIVE_INFINITY } = {}) => void hub.refusals.push({ key: keyOf(ref), code, times }),
  };
}

const reply = (status: number, body: object, headers: Record<string, string> = {}): WireAnswer => ({
  status,
  headers: { 'x-amzn-requestid': randomUUID(), ...headers },
  body,
});

/** Whose key signed the request. Signatures are not verified: the sandbox's keys are made up anyway. */
function accessKey({ headers }: WireRequest): string {
  const [, key] = /Credential=([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  if (!key) throw new ServiceError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  return key;
}

function bodyOf({ body }: WireRequest): Json {
  if (body.length === 0) return {};
  try {
    const parsed: unknown = JSON.parse(body.toString());
    if (isJson(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new ServiceError('SerializationException', 400, 'The body is not a JSON object');
}
