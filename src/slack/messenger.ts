import type { KnownBlock, MessageAttachment, ModalView } from '@slack/types';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import * as z from 'zod';
import type { Face } from '../domain/face.ts';
import { messageUrl } from '../domain/message-url.ts';
import { ReadingFailed } from '../flows/delivery/reading-failed.ts';
import type { Chat, Log, Outcome } from '../flows/services.ts';
import { slackCalls } from './calls.ts';
import { slackHome } from './home.ts';
import { ourMessages } from './our-messages.ts';
import { outcomeOf } from './outcome.ts';
import { respond } from './respond.ts';
import { adoptedCard } from './views/adopted-card.ts';
import { answerMessage } from './views/answer.ts';
import type { Message } from './views/block-kit.ts';
import { bulkModal, proposedAction } from './views/bulk-modal.ts';
import { detailsModal } from './views/details-modal.ts';
import { digestMessage } from './views/digest.ts';
import { findingCard, minimalCard } from './views/finding-card.ts';
import { handoverMessage } from './views/handover.ts';
import { insightMessage } from './views/insight-card.ts';
import { insightModal } from './views/insight-modal.ts';
import { noticeMessage } from './views/notice.ts';
import { questionMessage } from './views/question.ts';
import { minimalHead, stormHead } from './views/storm-head.ts';
import { minimalSheet, stormSheet } from './views/storm-sheet.ts';
import { threadLine } from './views/thread-line.ts';
import { wordsModal } from './words-modal.ts';

interface MessengerOptions {
  /** Without retries of its own: what is tried again is decided by delivery. */
  client: WebClient;
  /** Besides Slack's own, the origin that response URLs may have: the emulator's. */
  responseOrigin?: string;
  log: Log;
}

/** The metadata of our messages. Any app of the workspace can read it, so it holds a random token and the card's key, which is a hash. */
const EVENT_TYPE = 'shub_card';
const OurMetadata = z.object({ event_type: z.literal(EVENT_TYPE), event_payload: z.object({ token: z.string() }) });

/** Speaking in Slack. Untrusted text is made harmless by the views; here nothing may be parsed, unfurled or linked on top. */
export function messenger({ client, responseOrigin, log }: MessengerOptions): Chat {
  const quiet = { link_names: false, parse: 'none' as const, unfurl_links: false, unfurl_media: false };
  const metadata = (token: string, card?: string) => ({ event_type: EVENT_TYPE, event_payload: { token, ...(card && { card }) } });

  async function attempt(call: () => Promise<{ ts?: string }>, fallbackTs = ''): Promise<Outcome> {
    try {
      const { ts = fallbackTs } = await call();
      // A 200 whose body is not Slack's: it may well have been posted.
      return ts === '' ? { kind: 'ambiguous', error: 'answer without ts' } : { kind: 'ok', ts };
    } catch (error) {
      return outcomeOf(error);
    }
  }

  /** A face that cannot be drawn never reached Slack, so it must not look like an answer that got lost. */
  async function withDrawing(face: Face, channel: string, plain: boolean, send: (message: Message) => Promise<Outcome>): Promise<Outcome> {
    let message: Message;
    try {
      message = draw(face, channel, plain);
    } catch (error) {
      log.error('card not drawn', { card: face.card, plain, error: error instanceof Error ? error.message : String(error) });
      return { kind: 'permanent', of: 'message', error: 'not_drawn' };
    }
    return send(message);
  }

  /** False when its person has closed it. */
  async function update(id: string, view: ModalView): Promise<boolean> {
    try {
      await client.views.update({ view_id: id, view });
      return true;
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError) || error.data.error !== 'not_found') throw error;
      log.info('modal closed before it was filled');
      return false;
    }
  }

  async function directly(who: string, message: Message): Promise<void> {
    const { channel } = await client.conversations.open({ users: who });
    if (!channel?.id) throw new Error('Slack opened a direct message without an id');
    await client.chat.postMessage({ channel: channel.id, ...message, ...quiet });
  }

  return {
    post: (channel, face, token, { plain } = { plain: false }) =>
      withDrawing(face, channel, plain, (message) =>
        attempt(() => client.chat.postMessage({ channel, ...message, ...quiet, metadata: metadata(token, face.card) })),
      ),

    edit: (channel, ts, face, token, { plain } = { plain: false }) =>
      withDrawing(face, channel, plain, (message) =>
        attempt(() =>
          client.chat.update({ channel, ts, ...message, link_names: false, parse: 'none', metadata: metadata(token, face.card) }),
        ),
      ),

    async remove(channel, ts) {
      const outcome = await attempt(() => client.chat.delete({ channel, ts }), ts);
      return outcome.kind === 'permanent' && outcome.error === 'message_not_found' ? { kind: 'ok', ts } : outcome;
    },

    findPosted: (channel, token, since, readOn = async () => true) =>
      reading(async () => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          if (cursor && !(await readOn()))
            throw new ReadingFailed({ kind: 'not sent', retryAfter: 10, error: 'more was said than may be read' });
          const page = await client.conversations.history({
            channel,
            oldest: String(since.getTime() / 1000),
            include_all_metadata: true,
            limit: 200,
            ...(cursor && { cursor }),
          });
          found.push(...carrying(token, page.messages));
          cursor = page.response_metadata?.next_cursor;
        } while (cursor);
        return found.sort();
      }),

    ...ourMessages(client, reading),

    thread: (channel, ts, line, token) =>
      attempt(() => client.chat.postMessage({ channel, thread_ts: ts, ...threadLine(line), ...quiet, metadata: metadata(token) })),

    findInThread: (channel, ts, token) =>
      reading(async () => {
        const { messages } = await client.conversations.replies({ channel, ts, include_all_metadata: true, limit: 200 });
        return carrying(token, messages).sort();
      }),

    remark: (channel, thread_ts, notice, token, { broadcast } = { broadcast: false }) =>
      attempt(() => {
        const said = { channel, thread_ts, ...noticeMessage(notice), ...quiet, metadata: metadata(token) };
        return client.chat.postMessage(broadcast ? { ...said, reply_broadcast: true } : said);
      }),

    ask: (channel, ts, question, token) =>
      attempt(() => client.chat.postMessage({ channel, thread_ts: ts, ...questionMessage(question), ...quiet, metadata: metadata(token) })),

    ...slackCalls({ client, attempt, with: (token) => ({ ...quiet, metadata: metadata(token) }) }),

    notify: (channel, notice, token) =>
      attempt(() => client.chat.postMessage({ channel, ...noticeMessage(notice), ...quiet, metadata: metadata(token) })),

    handOver: (channel, handover, token) =>
      attempt(() => client.chat.postMessage({ channel, ...handoverMessage(handover), ...quiet, metadata: metadata(token) })),

    digest: (channel, digest, token, instead) =>
      attempt(() => {
        const message = { channel, ...digestMessage(digest), link_names: false, parse: 'none' as const, metadata: metadata(token) };
        return instead === undefined ? client.chat.postMessage({ ...message, ...quiet }) : client.chat.update({ ...message, ts: instead });
      }),

    amend: (channel, ts, notice) =>
      attempt(() => client.chat.update({ channel, ts, ...noticeMessage(notice), link_names: false, parse: 'none' })),

    announce: (channel, text) => attempt(() => client.chat.postMessage({ channel, ...answerMessage({ kind: 'words', text }), ...quiet })),

    async answer({ who, channel, responseUrl, replaces }, answer) {
      const message = answerMessage(answer);
      if (channel === who) return directly(who, message);
      if (
        responseUrl &&
        (await respond(
          responseUrl,
          { ...message, replace_original: replaces === true, response_type: 'ephemeral' },
          { responseOrigin, log },
        ))
      ) {
        return;
      }
      const outcome = await attempt(async () => {
        const { message_ts } = await client.chat.postEphemeral({ channel, user: who, ...message, link_names: false, parse: 'none' });
        return { ts: message_ts };
      });
      if (outcome.kind === 'ok') return;
      // The channel cannot take it, perhaps because the person has left it: then to the person directly.
      log.info('answer sent as a direct message', { because: outcome.error });
      await directly(who, message);
    },

    tell: (who, notice) =>
      attempt(async () => {
        const { channel: direct } = await client.conversations.open({ users: who });
        if (!direct?.id) throw new Error('Slack opened a direct message without an id');
        return client.chat.postMessage({ channel: direct.id, ...noticeMessage(notice), ...quiet });
      }),

    ...slackHome(client),
    showDetails: async (view, details) => void (await update(view, detailsModal(details))),
    showBulkForm: async (view, form) => void (await update(view, bulkModal(form, proposedAction(form.selection)))),
    showInsightForm: (view, state) => update(view, insightModal(state)),
    sayInModal: async (view, text) => void (await update(view, wordsModal(text))),
  };
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof ReadingFailed ? error : new ReadingFailed(outcomeOf(error), { cause: error });
  }
}

/** All parts are always given: chat.update keeps the attachments that it is not told about. */
function draw(face: Face, channel: string, plain: boolean): { text: string; blocks: KnownBlock[]; attachments: MessageAttachment[] } {
  const message = drawn(face, channel, plain);
  return { text: message.text, blocks: message.blocks, attachments: message.attachments };
}

function drawn(face: Face, channel: string, plain: boolean): Message {
  switch (face.kind) {
    case 'adopted':
      return adoptedCard(face);
    case 'head':
      return plain ? minimalHead(face) : stormHead(face);
    case 'insight':
      return insightMessage(face);
    case 'sheet':
      return plain ? minimalSheet(face) : stormSheet(face);
    case 'problem': {
      if (plain) return minimalCard(face);
      const { previousTs, previousChannel = face.meantFor ?? channel } = face;
      return findingCard(face, previousTs === undefined ? {} : { previousLink: messageUrl(previousChannel, previousTs) });
    }
  }
}

function carrying(token: string, messages: readonly { ts?: string; metadata?: unknown }[] = []): string[] {
  return messages.flatMap(({ ts, metadata }) => {
    const ours = OurMetadata.safeParse(metadata);
    return ts !== undefined && ours.success && ours.data.event_payload.token === token ? [ts] : [];
  });
}
