/** `red`: something does not work. `amber`: something is not as it should be, or cannot be told. */
export type HealthState = 'red' | 'amber' | 'green';

/**
 * What a check has found. `says` is plain text and may quote what others wrote; `todo` is a sentence of ours, with our
 * formatting. `telling`: worth reading even when it is green.
 */
export interface Reading {
  state: HealthState;
  says: string;
  todo?: string;
  telling?: boolean;
}

/** A check that was made; without readings there is nothing to be said. */
export interface Checked {
  name: string;
  readings: Reading[];
}

export const green = (says: string, { telling = false } = {}): Reading[] => [{ state: 'green', says, telling }];
export const red = (says: string, todo: string): Reading => ({ state: 'red', says, todo });
export const amber = (says: string, todo?: string): Reading => ({ state: 'amber', says, ...(todo !== undefined && { todo }) });

/** A check found out nothing, because what runs it may not look there. */
export class MayNotLook extends Error {
  /** The IAM action, or the Slack scope, that is missing. */
  readonly permission: string;
  constructor(permission: string, options?: ErrorOptions) {
    super(`may not ${permission}`, options);
    this.name = 'MayNotLook';
    this.permission = permission;
  }
}
