import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const Backends = z.object({
  dynamodb: z.string(),
  sqs: z.string(),
  securityHub: z.string(),
  queues: z.object({ wake: z.string(), actions: z.string(), admin: z.string(), reports: z.string() }),
});
export type Backends = z.infer<typeof Backends>;

/** Runs `measure` beside emulators in a process of their own, which end with it. */
export async function withBackends<T>(measure: (backends: Backends) => Promise<T>): Promise<T> {
  process.env['AWS_ACCESS_KEY_ID'] ??= 'AKIABENCH';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'bench';
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const child = fork(fileURLToPath(new URL('backends.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  try {
    const [message]: unknown[] = await once(child, 'message');
    return await measure(Backends.parse(message));
  } finally {
    child.disconnect();
  }
}

/** The value below which that share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
