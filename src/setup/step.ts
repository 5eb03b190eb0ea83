/**
 * How one part of the set-up stands. `so`: nothing to do. `to do`: `do` would change or wait for it. `left out`: not asked for, or
 * somebody else's. `trouble`: only a person can put it right.
 */
export interface State {
  kind: 'so' | 'to do' | 'left out' | 'trouble';
  /** What there is, what would be done, or why not; one or more sentences. */
  words: string;
}

/** One part of the set-up. It may be looked at and done any number of times, whoever or whatever came in between. */
export interface Step {
  name: string;
  /** Changes nothing. */
  look(): Promise<State>;
  /** Called when it was `to do` a moment ago; done already meanwhile is as good. */
  do(): Promise<void>;
  /** The commands that take it away again; nothing when it changes nothing. */
  undo?: () => string[];
}

/** Wrong from the side of whoever typed; nothing was changed because of it. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
