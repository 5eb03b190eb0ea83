import { SSMProvider } from '@aws-lambda-powertools/parameters/ssm';
import { ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import type { Secret, Services } from '../flows/services.ts';

/** The value of a parameter, decrypted: at most five minutes old, or with `asItIsNow` read again. Throws when there is none. */
export type ReadParameter = (name: string, options?: { asItIsNow: boolean }) => Promise<string>;

/** SSM Parameter Store. */
export function parameters(client: SSMClient): ReadParameter {
  const provider = new SSMProvider({ awsSdkV3Client: client });
  return async (name, { asItIsNow } = { asItIsNow: false }) => {
    const value = await provider.get(name, { decrypt: true, maxAge: 300, forceFetch: asItIsNow });
    if (value === undefined) throw new Error(`SSM has no parameter ${name}`);
    return value;
  };
}

const REFERENCE = 'ssm:';

/** What was never read is tried again so soon. */
const FIRST_AGAIN_MS = 5_000;

/** For so long the last good value holds while SSM fails: it may be that we have been locked out. */
const HOLDS_MS = 24 * 3600_000;

/** A setting as it stands, or what it refers to when it begins with `ssm:`. */
export function secretOf(setting: string, { parameter, now, log }: Pick<Services, 'now' | 'log'> & { parameter: ReadParameter }): Secret {
  if (!setting.startsWith(REFERENCE)) return { renewed: () => Promise.resolve(setting) };
  const name = setting.slice(REFERENCE.length);
  let value: string | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let failingSince: number | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    triedAt = now().getTime();
    try {
      value = await parameter(name, { asItIsNow: true });
      failingSince = undefined;
    } catch (error) {
      failingSince ??= triedAt;
      const gone = error instanceof Error && error.cause instanceof ParameterNotFound;
      // Whoever deletes it wants it to be good for nothing; while SSM is only away, what it said last holds.
      if (gone) value = '';
      else if (triedAt - failingSince >= HOLDS_MS) value = undefined;
      log.error('secret not read', { name, because: error instanceof Error ? error.message : String(error), gone });
      log.count('SecretsNotRead');
    }
  }

  return {
    async renewed(olderThanMs) {
      if (now().getTime() - triedAt >= (value === undefined ? FIRST_AGAIN_MS : olderThanMs)) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
      }
      await reading;
      return value;
    },
  };
}
