import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';
import { namesChannel, Policy } from './domain/policy.ts';
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

const NO_CHANNEL = 'policy.yml names no channel, neither a defaultChannel nor a route: no finding would have a card';

/** The same for whoever needs it to lead somewhere. Throws when it does not. */
export async function leadingPolicyAt(...at: Parameters<typeof policyAt>): Promise<Policy> {
  const policy = await policyAt(...at);
  if (!namesChannel(policy)) throw new Error(NO_CHANNEL);
  return policy;
}

const REREAD_MS = 60_000;

/**
 * The policy behind `SHUB_POLICY`: a file, or `ssm:/parameter` through `fetchParameter`. Read again at most once a
 * minute, however many ask at once; when the new text cannot be read or used, or leads to no channel any more, the last good one
 * stays and the log says why.
 */
export function policySource(
  source: string,
  { now, log, fetchParameter }: { now: () => Date; log: Log; fetchParameter: (name: string) => Promise<string> },
): () => Promise<Policy> {
  let current: { policy: Policy; readAt: number } | undefined;
  let reading: Promise<Policy> | undefined;

  async function read(): Promise<Policy> {
    try {
      const hadChannel = current !== undefined && namesChannel(current.policy);
      const policy = await (hadChannel ? leadingPolicyAt : policyAt)(source, fetchParameter);
      if (!current && !namesChannel(policy)) {
        log.error('policy names no channel', { because: NO_CHANNEL });
        log.count('PolicyErrors');
      }
      current = { policy, readAt: now().getTime() };
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
