import type { KnownBlock } from '@slack/types';
import { context } from './block-kit.ts';

/** What Slack certainly takes in one block; a form of ours holds less. */
const MOST = 6_000;

/**
 * What a person has typed into a form that came to nothing, to be copied from. Nothing in it is read as formatting; what
 * cannot be seen is left out, lines stay lines.
 */
export function typedBlocks(typed: Readonly<Record<string, string>>): KnownBlock[] {
  const said = Object.entries(typed).filter(([, text]) => text.trim() !== '');
  if (said.length === 0) return [];
  const text = said.map(([field, value]) => `${field}: ${visibleLines(value)}`).join('\n');
  return [
    context('What you typed:'),
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: text.slice(0, MOST).replace(/\p{Cs}$/u, '') }] }],
    },
  ];
}

const visibleLines = (text: string): string => text.replace(/[^\P{C}\n]|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu, '');
