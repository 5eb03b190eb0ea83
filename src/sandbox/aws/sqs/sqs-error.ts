import type { WireAnswer } from '../../wire.ts';

/** The code of the older query protocol, where it differs from the error's name; SDKs show it as `Code`. */
const QUERY_CODES = {
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  QueueNameExists: 'QueueAlreadyExists',
  QueueDeletedRecently: 'AWS.SimpleQueueService.QueueDeletedRecently',
  PurgeQueueInProgress: 'AWS.SimpleQueueService.PurgeQueueInProgress',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  UnsupportedOperation: 'AWS.SimpleQueueService.UnsupportedOperation',
  ReceiptHandleIsInvalid: 'ReceiptHandleIsInvalid',
  InvalidMessageContents: 'InvalidMessageContents',
  InvalidAttributeName: 'InvalidAttributeName',
  InvalidAttributeValue: 'InvalidAttributeValue',
  ResourceNotFoundException: 'ResourceNotFoundException',
  MissingParameter: 'MissingParameter',
  InvalidParameterValue: 'InvalidParameterValue',
  AccessDeniedException: 'AccessDenied',
  UnknownOperationException: 'InvalidAction',
} as const;

const STATUS: Partial<Record<SqsErrorCode, number>> = {
  AccessDeniedException: 403,
  PurgeQueueInProgress: 403,
  ReceiptHandleIsInvalid: 404,
  ResourceNotFoundException: 404,
};

export type SqsErrorCode = keyof typeof QUERY_CODES;

/** An error SQS documents, named as SQS names it; the SDK turns it into its typed exception where it has one. */
export class SqsError extends Error {
  readonly code: SqsErrorCode;
  constructor(code: SqsErrorCode, message: string) {
    super(message);
    this.name = 'SqsError';
    this.code = code;
  }
}

/** What a parameter that SQS cannot accept is answered with, in SQS's own sentence. */
export function invalidValue(parameter: string, value: unknown, reason: string): SqsError {
  return new SqsError('InvalidParameterValue', `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

export function errorAnswer({ code, message }: SqsError): WireAnswer {
  return {
    status: STATUS[code] ?? 400,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': `${QUERY_CODES[code]};Sender` },
    body: { __type: `com.amazonaws.sqs#${code}`, message },
  };
}
