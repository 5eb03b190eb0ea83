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

/** What was asked for is not done, and its person could not be told so: Slack is to show that it failed. */
export class Unsaid extends Error {
  /** Bolt lets an error through as it is only when it has one. */
  readonly code = 'unsaid';
  override readonly name = 'Unsaid';
}

export interface Voice {
  toCommand(asked: CommandLine, words: string): Message & { response_type: 'ephemeral' };
  toPress(asked: Press, words: string): Promise<void>;
  toShortcut(asked: Shortcut, words: string): Promise<void>;
  onMessage(asked: OnMessage, words: string): Promise<void>;
  toSubmission(asked: Submission, words: string): { response_action: 'update'; view: ModalView };
  speak: Speak;
}

const Typed = z.record(z.string(), z.object({ value: z.string() }));

/**
 * So many people are told something at once by calls of ours. When a burst of presses fails, the calls for more of them would hold up
 * the presses that do not, and run into Slack's limits: Slack then shows that it failed, which costs nothing.
 */
const MOST_AT_ONCE = 20;

/** What was typed into a form, by the names of its blocks. */
const textsIn = ({ values }: Submission): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([block, inputs]) =>
      Object.values(Typed.safeParse(inputs).data ?? {}).map(({ value }) => [block, value]),
    ),
  );

/**
 * A command is answered in the response itself, a press or a shortcut of a message with a message that only its person sees, a
 * modal in its place, and a global shortcut in a window or, where none opens, directly. What needs calls of Slack rejects at once
 * while too many others are being told something.
 */
export function voice({ chat, modals }: Pick<Services, 'chat'> & { modals: Modals }): Voice {
  let telling = 0;

  async function tell(say: () => Promise<unknown>): Promise<void> {
    if (telling >= MOST_AT_ONCE) throw new Error(`${telling} others are being told something`);
    telling++;
    try {
      await say();
    } finally {
      telling--;
    }
  }

  const toCommand: Voice['toCommand'] = (_, text) => ({ response_type: 'ephemeral', ...answerMessage({ kind: 'words', text }) });

  const toPress: Voice['toPress'] = ({ who, channel, responseUrl, trigger, home }, text) =>
    tell(() => {
      if (home) return modals.open(trigger, wordsModal(text));
      if (channel === undefined) return modals.push(trigger, wordsModal(text));
      return chat.answer({ who, channel, ...(responseUrl !== undefined && { responseUrl }) }, { kind: 'words', text });
    });

  const onMessage: Voice['onMessage'] = ({ who, channel, responseUrl }, text) =>
    tell(() => chat.answer({ who, channel, ...(responseUrl !== undefined && { responseUrl }) }, { kind: 'words', text }));

  const toShortcut: Voice['toShortcut'] = ({ who, trigger }, text) =>
    tell(() => modals.open(trigger, wordsModal(text)).catch(() => chat.answer({ who, channel: who }, { kind: 'words', text })));

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
