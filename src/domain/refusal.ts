/** `not_done`: nothing is wrong with what was asked, it only did not happen; trying again can help. */
export type Refusal = 'not_allowed' | 'bad_arguments' | 'already_done' | 'finding_gone' | 'not_done';

/** Something the person who asked can understand and act on; its message is shown to them as it stands. */
export class UserFacingError extends Error {
  readonly code: Refusal;
  constructor(code: Refusal, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UserFacingError';
    this.code = code;
  }
}
