import { SlackError } from '../slack-error.ts';

export interface Page<T> {
  items: T[];
  /** Empty on the last page, as Slack does. */
  next: string;
}

/** One page of a list; a cursor is what the page before it gave out. */
export function pageOf<T>(all: readonly T[], cursor: string | undefined, limit: number): Page<T> {
  const start = cursor ? offsetIn(cursor) : 0;
  const end = start + Math.max(1, limit);
  return { items: all.slice(start, end), next: end < all.length ? Buffer.from(`offset:${end}`).toString('base64') : '' };
}

function offsetIn(cursor: string): number {
  const offset = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'))?.[1];
  if (offset === undefined) throw new SlackError('invalid_cursor');
  return Number(offset);
}
