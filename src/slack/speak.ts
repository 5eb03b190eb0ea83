import type { ModalView } from '@slack/types';
import * as z from 'zod';
import type { Services } from '../flows/services.ts';
import type { Modals } from './modals.ts';
import type { CommandLine, Incoming, OnMessage, Press, Shortcut, Submission } from './payload.ts';
import { answerMessage } from './views/answer.ts';
import type { Message } from './views/block-kit.ts';
import { wordsModal } from './words-modal.ts';

/** Says words to the person behind a request and to nobody else. Resolves to what Slack is to be answered so that they see them. */
export type Speak = (asked: Incoming, words: string) => Promise<object | undefined>;

export interface Voice {
  toCommand(asked: CommandLine, words: string): Message & { response_type: 'ephemeral' };
  toPress(asked: Press, words: string): Promise<void>;
  toShortcut(asked: Shortcut, words: string): Promise<void>;
  onMessage(asked: OnMessage, words: string): Promise<void>;
  toSubmission(asked: Submission, words: string): { response_action: 'update'; view: ModalView };
  speak: Speak;
}

const Typed = z.record(z.string(), z.object({ value: z.string() }));

/** What was typed into a form, by the names of its blocks. */
const textsIn = ({ values }: Submission): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([block, inputs]) =>
      Object.values(Typed.safeParse(inputs).data ?? {}).map(({ value }) => [block, value]),
    ),
  );

/**
 * A command is answered in the response itself, a press or a shortcut of a message with a message that only its person sees, a
 * modal in its place, and a global shortcut in a window or, where none opens, directly.
 */
export function voice({ chat, modals }: Pick<Services, 'chat'> & { modals: Modals }): Voice {
  const toCommand: Voice['toCommand'] = (_, text) => ({ response_type: 'ephemeral', ...answerMessage({ kind: 'words', text }) });

  const toPress: Voice['toPress'] = async ({ who, channel, responseUrl, trigger, home }, text) => {
    if (home) await modals.open(trigger, wordsModal(text));
    else if (channel === undefined) await modals.push(trigger, wordsModal(text));
    else await chat.answer({ who, channel, ...(responseUrl !== undefined && { responseUrl }) }, { kind: 'words', text });
  };

  const onMessage: Voice['onMessage'] = ({ who, channel, responseUrl }, text) =>
    chat.answer({ who, channel, ...(responseUrl !== undefined && { responseUrl }) }, { kind: 'words', text });

  const toShortcut: Voice['toShortcut'] = async ({ who, trigger }, text) => {
    await modals.open(trigger, wordsModal(text)).catch(() => chat.answer({ who, channel: who }, { kind: 'words', text }));
  };

  const toSubmission: Voice['toSubmission'] = (asked, text) => ({ response_action: 'update', view: wordsModal(text, textsIn(asked)) });

  return {
    toCommand,
    toPress,
    toShortcut,
    onMessage,
    toSubmission,
    async speak(asked, words) {
      switch (asked.kind) {
        case 'command':
          return toCommand(asked, words);
        case 'action':
          await toPress(asked, words);
          return undefined;
        case 'view':
          return toSubmission(asked, words);
        case 'shortcut':
          await toShortcut(asked, words);
          return undefined;
        case 'message shortcut':
          await onMessage(asked, words);
          return undefined;
      }
    },
  };
}
