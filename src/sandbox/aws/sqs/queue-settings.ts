import * as z from 'zod';
import { invalidValue, SqsError } from './sqs-error.ts';

/** The numeric queue attributes: least, most, default (API reference, SetQueueAttributes). Seconds and bytes. */
const NUMBERS = {
  DelaySeconds: [0, 900, 0],
  MaximumMessageSize: [1024, 1_048_576, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600, 345_600],
  ReceiveMessageWaitTimeSeconds: [0, 20, 0],
  VisibilityTimeout: [0, 43_200, 30],
} as const;

/** Kept and told again, without effect here: there is no IAM and no encryption in the sandbox. */
const CARRIED: readonly string[] = [
  'Policy',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];

type NumberName = keyof typeof NUMBERS;

export interface QueueSettings {
  numbers: Record<NumberName, number>;
  redrive?: { target: string; maxReceive: number } | undefined;
  carried: Record<string, string>;
}

const RedrivePolicy = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1).max(1000) });

const isNumberName = (name: string): name is NumberName => Object.hasOwn(NUMBERS, name);

export const defaultSettings = (): QueueSettings => ({
  numbers: {
    DelaySeconds: NUMBERS.DelaySeconds[2],
    MaximumMessageSize: NUMBERS.MaximumMessageSize[2],
    MessageRetentionPeriod: NUMBERS.MessageRetentionPeriod[2],
    ReceiveMessageWaitTimeSeconds: NUMBERS.ReceiveMessageWaitTimeSeconds[2],
    VisibilityTimeout: NUMBERS.VisibilityTimeout[2],
  },
  carried: {},
});

/** The settings after these attributes were set on them; refuses as SQS does. `queueExists` is asked about redrive targets. */
export function withAttributes(
  before: QueueSettings,
  attributes: Record<string, string>,
  queueExists: (arn: string) => boolean,
): QueueSettings {
  const after: QueueSettings = { ...before, numbers: { ...before.numbers }, carried: { ...before.carried } };
  for (const [name, value] of Object.entries(attributes)) {
    if (isNumberName(name)) after.numbers[name] = parseNumber(name, value);
    else if (name === 'RedrivePolicy') after.redrive = value === '' ? undefined : parseRedrive(value, queueExists);
    else if (CARRIED.includes(name)) after.carried[name] = value;
    else if (name === 'FifoQueue') throw new SqsError('UnsupportedOperation', 'The sandbox has standard queues only, no FIFO queues.');
    else throw new SqsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
  return after;
}

/** As GetQueueAttributes tells them. */
export function describeSettings({ numbers, redrive, carried }: QueueSettings): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(value)])),
    ...carried,
    ...(redrive && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: redrive.target, maxReceiveCount: redrive.maxReceive }) }),
  };
}

function parseNumber(name: NumberName, value: string): number {
  const [least, most] = NUMBERS[name];
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new SqsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
  }
  return number;
}

function parseRedrive(value: string, queueExists: (arn: string) => boolean): QueueSettings['redrive'] {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    throw invalidValue('RedrivePolicy', value, 'Redrive policy is not a valid JSON map.');
  }
  const policy = RedrivePolicy.safeParse(json);
  if (!policy.success) throw invalidValue('RedrivePolicy', value, 'It needs deadLetterTargetArn and a maxReceiveCount of 1 to 1000.');
  const { deadLetterTargetArn, maxReceiveCount } = policy.data;
  if (!queueExists(deadLetterTargetArn)) throw invalidValue('RedrivePolicy', value, 'Dead letter target does not exist.');
  return { target: deadLetterTargetArn, maxReceive: maxReceiveCount };
}
