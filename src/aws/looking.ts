import { MayNotLook } from '../domain/health.ts';
import { deniedAction } from './refusals.ts';

/** Makes a call that only looks; when IAM does not allow it, it throws MayNotLook with the action that is missing. */
export async function looking<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw deniedAction(error) === undefined ? error : new MayNotLook(action, { cause: error });
  }
}

/** Only this one exception is an answer: there is no such thing. */
export async function orMissing<T>(absent: abstract new (...args: never[]) => Error, call: () => Promise<T>): Promise<T | 'missing'> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof absent) return 'missing';
    throw error;
  }
}
