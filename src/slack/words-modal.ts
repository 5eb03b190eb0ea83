import type { ModalView } from '@slack/types';
import { plainText, section } from './views/block-kit.ts';
import { formatted } from './views/text.ts';
import { typedBlocks } from './views/typed.ts';

/** A window that only says something; what the words quote cannot mention or link. `typed`: what would be lost otherwise. */
export const wordsModal = (words: string, typed: Readonly<Record<string, string>> = {}): ModalView => ({
  type: 'modal',
  title: plainText('Security Hub', 24),
  close: plainText('Close', 24),
  blocks: [section(formatted(words, 2900)), ...typedBlocks(typed)],
});
