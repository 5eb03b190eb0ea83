import type { WireAnswer } from '../../wire.ts';

export type EventBridgeErrorCode =
  | 'ResourceNotFoundException'
  | 'ResourceAlreadyExistsException'
  | 'InvalidEventPatternException'
  | 'LimitExceededException'
  | 'ValidationException'
  | 'AccessDeniedException'
  | 'UnknownOperationException';

/** An error EventBridge documents, named as EventBridge names it. */
export class EventBridgeError extends Error {
  readonly code: EventBridgeErrorCode;
  constructor(code: EventBridgeErrorCode, message: string) {
    super(message);
    this.name = 'EventBridgeError';
    this.code = code;
  }
}

export function errorAnswer({ code, message }: EventBridgeError): WireAnswer {
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: { __type: code, message } };
}
