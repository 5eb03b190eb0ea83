import { getParameter } from '@aws-lambda-powertools/parameters/ssm';

const REFERENCE = 'ssm:';

/** The value of a parameter in SSM Parameter Store, decrypted, at most five minutes old. Throws when there is none. */
export async function parameter(name: string): Promise<string> {
  const value = await getParameter(name, { decrypt: true, maxAge: 300 });
  if (value === undefined) throw new Error(`SSM has no parameter ${name}`);
  return value;
}

/** A setting as it stands, or what it refers to when it begins with `ssm:`. */
export const resolved = (setting: string): Promise<string> =>
  setting.startsWith(REFERENCE) ? parameter(setting.slice(REFERENCE.length)) : Promise.resolve(setting);
