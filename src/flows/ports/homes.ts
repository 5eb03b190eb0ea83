/** Whether a person's Home may be drawn: now; at that time (ms since 1970), of which the caller has to see to it; not by this
 * caller, because another does; or no more, because it was opened too long ago. */
export type HomeTurn = { is: 'now' } | { is: 'later'; at: number } | { is: 'seen to' } | { is: 'closed' };

/** Whose Home is open, and when each may be drawn next. */
export interface Homes {
  /** Notes that this person has just opened theirs. */
  opened(who: string): Promise<void>;
  /** Those who have theirs open; an index tells, so it may lag a moment behind. */
  open(): Promise<string[]>;
  /** Notes that what Homes show has changed. True: the caller has to have them drawn. */
  stale(): Promise<boolean>;
  /** Whether they were to be drawn some time ago and nobody has begun to. */
  forgotten(): Promise<boolean>;
  /** Begins to draw them: what changes from now on is a change anew. */
  begin(): Promise<void>;
  turn(who: string): Promise<HomeTurn>;
  /** Not before then, in ms since 1970; the caller sees to it. */
  putOff(who: string, at: number): Promise<void>;
}
