import type { ModalView } from '@slack/types';
import { plainText, section } from './views/block-kit.ts';
import { formatted } from './views/text.ts';

/** A window that only says something; what the words quote cannot mention or link. */
export const wordsModal = (words: string): ModalView => ({
  type: 'modal',
  title: plainText('Security Hub', 24),
  close: plainText('Close', 24),
  blocks: [section(formatted(words, 2900))],
});
