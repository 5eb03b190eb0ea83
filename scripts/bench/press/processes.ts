import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { Endpoints } from '../../../src/aws/clients.ts';
import type { ContainerConfig } from '../../../src/config.ts';

/** What a process that answers Slack is started with: its settings, where everything is, and whether it also works the queue. */
export const Start = z.object({
  config: z.custom<ContainerConfig>(),
  endpoints: z.custom<Required<Endpoints>>(),
  whole: z.boolean(),
});
export type Start = z.infer<typeof Start>;

const Ready = z.object({ requestUrl: z.string() });

/** What the process was given by whoever started it. */
export const started = (): Start => Start.parse(JSON.parse(process.argv[2] ?? ''));

/** Says that the process listens; it ends with the one that started it. */
export function ready(requestUrl: string): void {
  process.send?.({ requestUrl });
  process.once('disconnect', () => process.exit(0));
}

/** Starts one of the programs of this folder and waits until it listens. */
export async function startProcess(program: 'product' | 'floor', start: Start): Promise<{ requestUrl: string; stop: () => Promise<void> }> {
  const child = fork(fileURLToPath(new URL(`${program}.ts`, import.meta.url)), [JSON.stringify(start)], { execArgv: ['--import', 'tsx'] });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended`)));
  const [message]: unknown[] = await Promise.race([once(child, 'message'), died]);
  died.catch(() => undefined);
  const { requestUrl } = Ready.parse(message);
  return {
    requestUrl,
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
