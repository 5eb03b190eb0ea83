import { expect, test } from 'vitest';
import type { Notice } from '../../../src/domain/notice.ts';
import { noticeMessage } from '../../../src/slack/views/notice.ts';
import { questionMessage } from '../../../src/slack/views/question.ts';
import { textsIn } from '../../support/world.ts';

const notice: Notice = { tone: 'working', title: 'Switching on FSBP 1.0.0', lines: ['Its controls are checked within a day.'] };

test('the title stands above the coloured part and is not said again in it', () => {
  const { text, attachments } = noticeMessage(notice);
  expect(text).toBe('⏳ *Switching on FSBP 1.0.0*');
  expect(textsIn(attachments)).toEqual(['Its controls are checked within a day.']);
});

test('a title alone is a message without a coloured part', () => {
  expect(noticeMessage({ ...notice, lines: [] })).toEqual({ text: '⏳ *Switching on FSBP 1.0.0*', blocks: [], attachments: [] });
});

test('a question keeps its buttons when it has nothing but a title', () => {
  const { attachments } = questionMessage({
    about: 'holding',
    notice: { ...notice, lines: [] },
    card: 'c',
    since: '2026-03-02',
    actionVersion: 1,
  });
  expect(textsIn(attachments)).toEqual(['Confirm', 'Give back']);
});
