/** A secret that those who run shub may change while it runs. */
export interface Secret {
  /** As it was last read; '' once it has been deleted, which opens nothing. */
  value(): string;
  /** The same, but read again first when that was not done for so long. However many ask at once, it is read once. Never rejects. */
  renewed(olderThanMs: number): Promise<string>;
}
