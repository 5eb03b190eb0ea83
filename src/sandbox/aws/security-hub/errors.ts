/** An answer that is an error, as the SDK's typed exceptions carry it. The status is that of the API model. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

export const invalidInput = (message: string) => new ServiceError('InvalidInputException', 400, message);
export const invalidAccess = (message: string) => new ServiceError('InvalidAccessException', 401, message);
export const accessDenied = (message: string) => new ServiceError('AccessDeniedException', 403, message);
export const notFound = (message: string) => new ServiceError('ResourceNotFoundException', 404, message);
export const conflict = (message: string) => new ServiceError('ResourceConflictException', 409, message);
export const limitExceeded = (message: string) => new ServiceError('LimitExceededException', 429, message);
/** Not in the model, but what callers see when they are too fast: https://github.com/prowler-cloud/prowler/issues/5004 */
export const tooManyRequests = () => new ServiceError('TooManyRequestsException', 429, 'Too Many Requests');
/** What the emulator says of something real that it does not imitate, so that no test mistakes it for the service's refusal. */
export const unsupported = (what: string) => new ServiceError('UnsupportedByEmulator', 501, `${what} is not supported by this emulator`);
