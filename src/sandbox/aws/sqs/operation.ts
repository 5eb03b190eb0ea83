import * as z from 'zod';
import type { Waiting } from '../../wire.ts';
import type { SqsAccount } from './account.ts';
import { SqsError } from './sqs-error.ts';

export interface Context {
  sqs: SqsAccount;
  waiting: Waiting;
}

export type Operation = (input: unknown, context: Context) => object | Promise<object>;

/** An operation whose input is parsed first; what is missing or of the wrong type is refused in SQS's words. */
export function operation<Input>(shape: z.ZodType<Input>, run: (input: Input, context: Context) => object | Promise<object>): Operation {
  return (raw, context) => {
    const input = shape.safeParse(raw, { reportInput: true });
    if (input.success) return run(input.data, context);
    const [issue] = input.error.issues;
    const name = issue?.path.join('.') ?? '';
    throw issue?.input === undefined
      ? new SqsError('MissingParameter', `The request must contain the parameter ${name}.`)
      : new SqsError('InvalidParameterValue', `Value for parameter ${name} is invalid. Reason: ${issue.message}.`);
  };
}

export const QueueUrl = z.string();

/** Refuses a number outside its range in SQS's words; passes one that is absent. */
export function assertRange(name: string, value: number | undefined, least: number, most: number): void {
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > most)) {
    throw new SqsError(
      'InvalidParameterValue',
      `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}.`,
    );
  }
}
