import type { KnownBlock } from '@slack/types';
import { context, section } from './block-kit.ts';

/** Enough to see what matters on a phone; the whole of a finding may be 240 KB and belongs in a file. */
const SHOWN = 6000;

/**
 * A value as indented JSON in a preformatted block, cut with a note that says how much is missing. Characters that cannot be
 * seen or that turn the direction of writing are written as `\u…`: here one wants to see that they are there.
 */
export function rawJson(raw: unknown): KnownBlock[] {
  const json = JSON.stringify(raw ?? undefined, null, 1);
  if (json === undefined) return [context('Security Hub no longer has this finding; this is what shub remembers of it.')];
  const seen = json.replace(/[^\P{C}\n]|[\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800]/gu, asEscape);
  const cut = seen.length > SHOWN;
  return [
    section('*As Security Hub tells it*'),
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: cut ? seen.slice(0, SHOWN).replace(/\p{Cs}$/u, '') : seen }] },
      ],
    },
    ...(cut ? [context(`Cut: the first ${SHOWN.toLocaleString('en')} of ${seen.length.toLocaleString('en')} characters.`)] : []),
  ];
}

const asEscape = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
