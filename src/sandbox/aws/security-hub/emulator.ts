import { randomUUID } from 'node:crypto';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { Json, SecurityHubEmulator, SecurityHubOptions } from '../contract.ts';
import { denials } from '../denials.ts';
import { hubConsole } from './console.ts';
import { runControl } from './controls/run.ts';
import { accessDenied, ServiceError, tooManyRequests, unsupported } from './errors.ts';
import { isJson, keyOf } from './finding.ts';
import { createHub } from './hub.ts';
import { subscribed } from './operation.ts';
import { switchOn } from './operations/enable-security-hub.ts';
import { DEPRECATED, OPERATIONS, WORKS_WHILE_OFF } from './operations.ts';
import { resourceOf } from './permission.ts';
import { routeOf } from './routes.ts';
import { standardsArn, theStandard } from './standards/catalogue.ts';
import { throttles } from './throttles.ts';

/**
 * AWS Security Hub of one account and region (the CSPM part, ASFF) for the vendor's SDK: the rules of importing, updating and
 * searching findings, insights, custom actions, standards and their controls, products, the events on EventBridge, the throttles.
 * What is not imitated answers 501 `UnsupportedByEmulator` with the operation's name.
 */
export async function startSecurityHub({
  clock,
  port,
  account,
  region,
  enabled = true,
  standards = [],
  publish,
}: SecurityHubOptions): Promise<SecurityHubEmulator> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const hub = createHub({ clock, account, region, publish, changed });
  const speed = throttles(clock);
  const console = hubConsole(hub, publish);
  const policies = denials('securityhub', OPERATIONS.keys());
  if (enabled) switchOn(hub, 'SECURITY_CONTROL');
  for (const arn of standards) hub.standards.settle(theStandard(arn, hub));

  function answer(request: WireRequest): object {
    const run = OPERATIONS.get(request.operation);
    if (!run) throw unsupported(DEPRECATED[request.operation] ?? request.operation);
    const identity = callerOf(request, account);
    if (!identity) throw new ServiceError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
    const labels = routeOf(request.method, request.path)?.labels;
    const input = { ...bodyOf(request), ...labels, ...queryOf(request.query) };
    const refusal = policies.refusal(request.operation, identity, resourceOf(request.operation, input, hub));
    if (refusal !== undefined) throw accessDenied(refusal);
    if (!speed.allows(request.operation)) throw tooManyRequests();
    if (request.operation !== WORKS_WHILE_OFF) subscribed(hub);
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
    deny: policies.deny,
    allow: policies.allow,
    findings: hub.findings,
    imports(...findings) {
      if (hub.subscription) for (const finding of findings) hub.importFinding({ ...finding });
    },
    consoleUpdates: console.updates,
    customAction: console.customAction,
    customInsightAction: console.customInsightAction,
    standards: {
      takes: hub.standards.takes,
      endsAs: (arn, ending) => void hub.standards.endings.set(theStandard(arn, hub), ending),
      enabled: () => Object.fromEntries(hub.standards.all().map(({ id, status }) => [standardsArn(id, region), status])),
    },
    runControl: (check) => runControl(hub, check),
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

/** A parameter that comes several times is a list. */
function queryOf(query: URLSearchParams): Json {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
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
