import type { KnownBlock } from '@slack/types';
import type { Backlog } from '../../domain/backlog.ts';
import { context } from './block-kit.ts';

/** What is said wherever something waits to be posted. */
export const backlogWords = ({ count, oldestMinutes }: Backlog): string => `⏳ ${count} waiting, oldest ${oldestMinutes} min`;

/** The same under an answer; nothing while nothing waits. */
export const backlogLine = (backlog: Backlog | undefined): KnownBlock[] =>
  backlog ? [context(`${backlogWords(backlog)}: what waits has no card in its channel yet`)] : [];
