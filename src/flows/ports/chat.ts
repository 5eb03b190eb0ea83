import type { Answer, Details, PressLine } from '../../domain/answer.ts';
import type { BulkForm } from '../../domain/bulk.ts';
import type { Call } from '../../domain/call.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Face } from '../../domain/face.ts';
import type { Handover } from '../../domain/handover.ts';
import type { Home } from '../../domain/home.ts';
import type { InsightFormState } from '../../domain/insight-form.ts';
import type { Notice } from '../../domain/notice.ts';
import type { Person } from '../../domain/person.ts';
import type { Question } from '../../domain/question.ts';
import type { OurMessage } from '../../domain/recovery/standing-message.ts';
import type { Asker } from '../../domain/request.ts';

export interface Members {
  /** The user ids behind user ids and user groups, each once; a group that is gone has nobody in it. */
  people(principals: readonly string[]): Promise<string[]>;
  /** Those of these people who are not in the channel. */
  elsewhere(channel: string, people: readonly string[]): Promise<string[]>;
  /** The channels that this person is in, as far as Slack shows them to us, at most a minute ago. */
  channelsOf(who: string): Promise<string[]>;
}

export interface Directory {
  /** Who this is and what they may do, at most a minute old; `fresh` asks Slack again. */
  person(id: string, options?: { fresh?: boolean; team?: string }): Promise<Person>;
}

/** What became of a message sent to Slack. `ambiguous`: it may be there or not, and only Slack's history can tell. `permanent`: the
 * same again cannot help, because of the channel, our token, the message's content, or the message to edit being gone; or for a
 * reason that we do not know, which may pass. */
export type Outcome =
  | { kind: 'ok'; ts: string }
  | { kind: 'not sent'; retryAfter: number; error: string }
  | { kind: 'ambiguous'; error: string }
  | { kind: 'permanent'; of: 'channel' | 'auth' | 'message' | 'missing' | 'unknown'; error: string };

export interface Chat {
  /**
   * Creates the card's message; `token` travels in its metadata. Never tries twice. `plain`: three lines of text, for
   * when Slack refuses the message as it should be.
   */
  post(channel: string, face: Face, token: string, options?: { plain: boolean }): Promise<Outcome>;
  edit(channel: string, ts: string, face: Face, token: string, options?: { plain: boolean }): Promise<Outcome>;
  /** Takes a message of ours away; gone already is as good, not being allowed to is not. */
  remove(channel: string, ts: string): Promise<Outcome>;
  /**
   * The ts of messages of ours in the channel that carry this token, oldest first, looking back to `since`. `readOn` is asked before
   * each page after the first. Throws ReadingFailed, also when that says no.
   */
  findPosted(channel: string, token: string, since: Date, readOn?: () => Promise<boolean>): Promise<string[]>;
  /** A page of the channel's messages of ours with what tells what each is about, the newest first. Throws ReadingFailed. */
  ours(channel: string, cursor?: string): Promise<{ messages: OurMessage[]; next?: string }>;
  /** A message of ours, with what it is about; undefined when it is not ours, or gone. Throws ReadingFailed. */
  ourMessage(channel: string, ts: string): Promise<OurMessage | undefined>;
  /** One line under the card about a press. */
  thread(channel: string, ts: string, line: PressLine, token: string): Promise<Outcome>;
  findInThread(channel: string, ts: string, token: string): Promise<string[]>;
  /** Says something under a card that is not about a press, with `broadcast` in the channel as well; `token` travels in the metadata. Never tries twice. */
  remark(channel: string, ts: string, notice: Notice, token: string, options?: { broadcast: boolean }): Promise<Outcome>;
  /** Asks something under a card, to be answered by a button; amended once it is. Never tries twice. */
  ask(channel: string, ts: string, question: Question, token: string): Promise<Outcome>;
  /**
   * Calls people to a card: under it in its thread, with `broadcast` in the channel as well, or (without a thread) in a channel
   * of its own. `token` travels in the metadata. Never tries twice.
   */
  call(at: { channel: string; thread?: string; broadcast?: boolean }, call: Call, token: string): Promise<Outcome>;
  /** Calls one person to a card that they cannot see, which is shown to them directly. Never tries twice. */
  direct(who: string, face: Face, call: Call, token: string): Promise<Outcome>;
  /** Says something to a channel that is not about one finding; `token` travels in the metadata. Never tries twice. */
  notify(channel: string, notice: Notice, token: string): Promise<Outcome>;
  /** Posts what the next shift is to know, for all of the channel; `token` travels in the metadata. Never tries twice. */
  handOver(channel: string, handover: Handover, token: string): Promise<Outcome>;
  /** Posts what changed, for all of the channel, in place of the message `instead` if given; `token` travels in the metadata. Never tries twice. */
  digest(channel: string, digest: Digest, token: string, instead?: string): Promise<Outcome>;
  /** Says it differently, in place. */
  amend(channel: string, ts: string, notice: Notice): Promise<Outcome>;
  /** Says something in a channel, to all. */
  announce(channel: string, text: string): Promise<Outcome>;
  /** Shows an answer to the person who asked alone. */
  answer(asker: Asker, answer: Answer): Promise<void>;
  /** Says something to one person directly, unasked. Never tries twice. */
  tell(who: string, notice: Notice): Promise<Outcome>;
  /** Draws the app's Home of this person. Never tries twice. */
  showHome(who: string, home: Home): Promise<Outcome>;
  /** Draws details into a modal that is open; closed meanwhile is as good. */
  showDetails(view: string, details: Details): Promise<void>;
  /** Draws what a person chose all of, and what can be done to it, into a form that is open; closed meanwhile is as good. */
  showBulkForm(view: string, form: BulkForm): Promise<void>;
  /** Draws a form for an insight, or what came of it, into one that is open; false when it was closed meanwhile. */
  showInsightForm(view: string, state: InsightFormState): Promise<boolean>;
  /** Says something in a modal that is open, in place of what it shows; closed meanwhile is as good. */
  sayInModal(view: string, text: string): Promise<void>;
}
