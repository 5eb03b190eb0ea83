import { plain } from './views/text.ts';

/** What a person typed, to be said back to them; a backtick of theirs ends no quotation. The rest is made safe where words are drawn. */
export const quote = (typed: string, limit = 100): string => `\`${plain(typed.replaceAll('`', "'"), limit) || '—'}\``;
