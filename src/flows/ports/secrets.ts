/** A secret that those who run shub may change while it runs. It is read when it is first needed. */
export interface Secret {
  /**
   * Its value, read again first when that was not done for so long; however many ask at once, it is read once. '' once it has been
   * deleted, which opens nothing; undefined when it cannot be read and was not within the last day. Never rejects.
   */
  renewed(olderThanMs: number): Promise<string | undefined>;
}
