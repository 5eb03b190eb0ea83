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

/** A setting as it stands, or what it refers to when it begins with `ssm:`. Throws when that cannot be read this first time. */
export async function secretOf(
  setting: string,
  { parameter, now, log }: Pick<Services, 'now' | 'log'> & { parameter: ReadParameter },
): Promise<Secret> {
  if (!setting.startsWith(REFERENCE)) return { value: () => setting, renewed: () => Promise.resolve(setting) };
  const name = setting.slice(REFERENCE.length);
  let value = await parameter(name);
  let readAt = now().getTime();
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    readAt = now().getTime();
    try {
      value = await parameter(name, { asItIsNow: true });
    } catch (error) {
      const gone = error instanceof Error && error.cause instanceof ParameterNotFound;
      // Whoever deletes it wants it to be good for nothing; while SSM is only away, what it said last holds.
      if (gone) value = '';
      log.error('secret not read again', { name, because: error instanceof Error ? error.message : String(error), gone });
      log.count('SecretsNotRead');
    }
  }

  return {
    value: () => value,
    async renewed(olderThanMs) {
      if (now().getTime() - readAt >= olderThanMs) {
        reading ??= read().finally(() => {
          reading = undefined;
        });
      }
      await reading;
      return value;
    },
  };
}
