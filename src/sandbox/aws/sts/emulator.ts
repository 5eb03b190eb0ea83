import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import { callerOf } from '../caller.ts';
import type { StsEmulator } from '../contract.ts';

export interface StsOptions {
  clock: Clock;
  port?: number;
  account: string;
}

/** An STS that tells callers who they are: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export async function startSts({ clock, port = 0, account }: StsOptions): Promise<StsEmulator> {
  function handle(request: WireRequest): WireAnswer {
    if (request.operation !== 'GetCallerIdentity') {
      return refusal(400, 'InvalidAction', `The sandbox's STS has no ${request.operation}.`);
    }
    const arn = callerOf(request, account);
    if (!arn) return refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
    const result = `<Arn>${arn}</Arn><UserId>${arn.split('/').at(-1)}</UserId><Account>${account}</Account>`;
    const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
    return xml(200, 'GetCallerIdentityResponse', `<GetCallerIdentityResult>${result}</GetCallerIdentityResult>${metadata}`);
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ body }) => new URLSearchParams(body.toString()).get('Action') ?? '',
    handle,
  });

  return {
    url: wire.url,
    faults: wire.faults,
    calls: wire.calls,
    busy: wire.busy,
    onChange: () => () => undefined, // nothing here ever changes
    stop: wire.stop,
  };
}

const refusal = (status: number, code: string, message: string) =>
  xml(
    status,
    'ErrorResponse',
    `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId>`,
  );

const xml = (status: number, root: string, content: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${content}</${root}>`,
});
