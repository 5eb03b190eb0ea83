import type { WireAnswer } from '../../wire.ts';
import { toXml } from './xml.ts';

/** Errors of SNS, by the code of the query protocol, with their HTTP status (API reference, errors of Publish). */
const STATUS = {
  NotFound: 404,
  ResourceNotFound: 404,
  TagLimitExceeded: 400,
  InvalidParameter: 400,
  AuthorizationError: 403,
  Throttled: 429,
  InternalError: 500,
  KMSAccessDenied: 400,
  InvalidAction: 400,
} as const;

export type SnsErrorCode = keyof typeof STATUS;

/** An error SNS documents; the SDK turns it into its typed exception where it has one. */
export class SnsError extends Error {
  readonly code: SnsErrorCode;
  constructor(code: SnsErrorCode, message: string) {
    super(message);
    this.name = 'SnsError';
    this.code = code;
  }
}

export const invalidParameter = (what: string) => new SnsError('InvalidParameter', `Invalid parameter: ${what}`);

/** The answer that carries an error; also for a fault that makes SNS refuse, such as with AuthorizationError. */
export function errorAnswer({ code, message }: Pick<SnsError, 'code' | 'message'>): WireAnswer {
  const type = STATUS[code] < 500 ? 'Sender' : 'Receiver';
  return {
    status: STATUS[code],
    headers: { 'content-type': 'text/xml' },
    body: toXml('ErrorResponse', { Error: { Type: type, Code: code, Message: message }, RequestId: '0' }),
  };
}
