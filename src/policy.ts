import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { Policy } from './domain/policy.ts';
import type { Log } from './flows/services.ts';

/** The policy a text says. Throws one error that names every place that is wrong and what would be right. */
export function readPolicy(text: string): Policy {
  const parsed = Policy.safeParse(parse(text) ?? {});
  if (!parsed.success) throw new Error(`policy.yml cannot be used\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** The policy as its source says now. */
export async function policyAt(source: string, fetchParameter: (name: string) => Promise<string>): Promise<Policy> {
  return readPolicy(source.startsWith('ssm:') ? await fetchParameter(source.slice('ssm:'.length)) : await readFile(source, 'utf8'));
}

const REREAD_MS = 60_000;

/**
 * The policy behind `SHUB_POLICY`: a file, or `ssm:/parameter` through `fetchParameter`. Read again at most once a
 * minute, however many ask at once; when the new text cannot be read or used, the last good one stays and the log says why.
 */
export function policySource(
  source: string,
  { now, log, fetchParameter }: { now: () => Date; log: Log; fetchParameter: (name: string) => Promise<string> },
): () => Promise<Policy> {
  let current: { policy: Policy; readAt: number } | undefined;
  let reading: Promise<Policy> | undefined;

  async function read(): Promise<Policy> {
    try {
      current = { policy: await policyAt(source, fetchParameter), readAt: now().getTime() };
    } catch (error) {
      if (!current) throw error;
      log.error('policy not re-read', { because: error instanceof Error ? error.message : String(error) });
      log.count('PolicyErrors');
      current = { ...current, readAt: now().getTime() };
    }
    return current.policy;
  }

  return async () => {
    if (current && now().getTime() - current.readAt < REREAD_MS) return current.policy;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}
