import type { KnownBlock } from '@slack/types';
import type { Notice } from '../../domain/notice.ts';
import { actions, button, context, dotted, lines, type Message, section } from './block-kit.ts';
import { BULK_IDS } from './ids.ts';
import { link } from './links.ts';
import { person, prose } from './text.ts';

const MARK: Record<Notice['tone'], string> = { info: 'ℹ️', working: '⏳', good: '✅', bad: '❌' };
const COLOUR: Record<Notice['tone'], string> = { info: '#1d70b8', working: '#8a6d00', good: '#2e8540', bad: '#b5121b' };
const MOST_LINES = 20;

/** When a title has nothing that can be seen. */
const UNTITLED = 'A word from shub';

/**
 * A message that is about work or the installation rather than about one finding; `asks`: what can be pressed below it. Its title is
 * the message's own text, which Slack shows above the coloured part, and in a notification.
 */
export function noticeMessage({ tone, title, lines: said, progress, by, link: to, undo }: Notice, ...asks: KnownBlock[]): Message {
  const heading = prose(title, 200) || UNTITLED;
  const more = said.length > MOST_LINES && `… and ${said.length - MOST_LINES} more`;
  const body = lines(progress && bar(progress), ...said.slice(0, MOST_LINES).map((line) => prose(line, 120)), more);
  const footer = dotted(by !== undefined && `asked for by ${person(by)}`, to && link(to.url, to.text));
  const undoable = undo === undefined ? [] : [actions(button(BULK_IDS.undo, 'Undo', undo, { says: `Undo: ${heading}` }))];
  const blocks = [...(body ? [section(body)] : []), ...undoable, ...(footer ? [context(footer)] : []), ...asks];
  return {
    text: `${MARK[tone]} *${heading}*`,
    blocks: [],
    attachments: blocks.length > 0 ? [{ color: COLOUR[tone], blocks, fallback: heading }] : [],
  };
}

const CELLS = 12;

/** Drawn with characters, so that it is readable on any phone and by a screen reader, which hears the numbers. */
function bar({ done, of }: { done: number; of: number }): string {
  const filled = of === 0 ? CELLS : Math.round((Math.min(done, of) / of) * CELLS);
  return `${'▰'.repeat(filled)}${'▱'.repeat(CELLS - filled)} ${done} of ${of}`;
}
