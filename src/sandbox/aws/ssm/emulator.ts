import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import { startWire, type WireAnswer, type WireRequest } from '../../wire.ts';
import type { ParametersEmulator } from '../contract.ts';

interface ParametersOptions {
  clock: Clock;
  port?: number;
  account: string;
  region: string;
}

const TARGET = 'AmazonSSM.';
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

const GetParameter = z.object({ Name: z.string().min(1), WithDecryption: z.boolean().default(false) });

/** SSM's Parameter Store on loopback, as far as secrets are read from it: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export async function startParameters({ clock, port = 0, account, region }: ParametersOptions): Promise<ParametersEmulator> {
  const values = new Map<string, { value: string; version: number; changedAt: number }>();

  function handle({ operation, body }: WireRequest): WireAnswer {
    if (operation !== 'GetParameter') return refusal('UnknownOperationException', `The sandbox's SSM has no ${operation}.`);
    const { Name, WithDecryption } = GetParameter.parse(JSON.parse(body.toString()));
    const held = values.get(Name);
    if (!held) return refusal('ParameterNotFound', `Parameter ${Name} not found.`);
    const Parameter = {
      Name,
      Type: 'SecureString',
      Value: WithDecryption ? held.value : Buffer.from(held.value).toString('base64'),
      Version: held.version,
      LastModifiedDate: held.changedAt / 1000,
      ARN: `arn:aws:ssm:${region}:${account}:parameter/${Name.replace(/^\//, '')}`,
      DataType: 'text',
    };
    return { status: 200, headers: JSON_TYPE, body: { Parameter } };
  }

  const wire = await startWire({
    clock,
    port,
    operationOf: ({ headers }) => String(headers['x-amz-target'] ?? '').replace(TARGET, ''),
    handle,
  });
  return {
    url: wire.url,
    faults: wire.faults,
    calls: wire.calls,
    busy: wire.busy,
    put(name, value) {
      values.set(name, { value, version: (values.get(name)?.version ?? 0) + 1, changedAt: clock.now() });
    },
    delete: (name) => void values.delete(name),
    stop: wire.stop,
  };
}

const refusal = (code: string, message: string): WireAnswer => ({ status: 400, headers: JSON_TYPE, body: { __type: code, message } });
