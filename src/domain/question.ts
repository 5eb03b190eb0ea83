import type { Notice } from './notice.ts';

/** Something that is asked in the thread of a card, to be answered by a button. */
export type Question = { notice: Notice } & (
  | { about: 'approval'; card: string; intent: string }
  | { about: 'holding'; card: string; actionVersion: number; since: string }
);
