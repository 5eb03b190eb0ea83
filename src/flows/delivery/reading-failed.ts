import type { Outcome } from '../services.ts';

/** Slack did not let us read something, for the reason that the failure says. */
export class ReadingFailed extends Error {
  readonly failure: Exclude<Outcome, { kind: 'ok' }>;
  constructor(failure: Exclude<Outcome, { kind: 'ok' }>, options?: ErrorOptions) {
    super(`Slack could not be read: ${failure.error}`, options);
    this.name = 'ReadingFailed';
    this.failure = failure;
  }
}
