import { type Card, placeOf } from '../../domain/card.ts';
import { cardForgotten } from '../../domain/forgotten.ts';
import { UserFacingError } from '../../domain/refusal.ts';
import { seenAt } from '../../domain/seen.ts';
import { faceOf } from '../../flows/delivery/face-of.ts';
import { askerOf } from '../asker.ts';
import type { ListenerServices, OnMessageListener } from '../listener.ts';
import { cardOfMessage } from '../our-messages.ts';
import type { OnMessage } from '../payload.ts';
import { NOTE_LENGTH } from '../views/modal.ts';
import { noteModal } from '../views/note-modal.ts';

/** Ticket, from the menu of a card's message: what it opened, or found, is shown to whoever chose it. */
export const onTicketOfMessage: OnMessageListener = async (asked, services) => {
  const card = await cardBehind(asked, services);
  await services.queues.request({ kind: 'open ticket', ...askerOf(asked), press: services.token(), subject: card.key }, 'actions');
  return undefined;
};

/** Add note, from the menu of a card or of anything said in its thread: the form opens with what was said there. */
export const onNoteOfMessage: OnMessageListener = async (asked, services) => {
  const card = await cardBehind(asked, services);
  const face = await faceOf(card, services);
  if (face.kind !== 'problem') throw notACard();
  const { message, channel, trigger } = asked;
  const said = isReply(message) ? [...message.text].slice(0, NOTE_LENGTH).join('') : undefined;
  const metadata = { card: card.key, actionVersion: card.actionVersion, channel, saw: seenAt(services.now(), face) };
  await services.modals.open(trigger, noteModal(face, metadata, said));
  return undefined;
};

/** The card in whose message or thread the shortcut was chosen. Anybody may have written the message, so the table has the last word. */
async function cardBehind({ channel, message }: OnMessage, { cards, chat }: Pick<ListenerServices, 'cards' | 'chat'>): Promise<Card> {
  const key = isReply(message) ? (await chat.ourMessage(channel, message.thread_ts))?.card : cardOfMessage(message);
  const card = key === undefined ? undefined : await cards.get(key);
  if (key !== undefined && !card) throw cardForgotten();
  const isAboutOne = card?.subject.kind === 'problem' || card?.subject.kind === 'test';
  if (!card || !isAboutOne || placeOf(card) !== channel) throw notACard();
  return card;
}

const isReply = (message: OnMessage['message']): message is OnMessage['message'] & { thread_ts: string } =>
  message.thread_ts !== undefined && message.thread_ts !== message.ts;

const notACard = () =>
  new UserFacingError(
    'bad_arguments',
    'Nothing was done: this is about no finding. Choose it in the menu of a card, or for a note of a message in a card’s thread.',
  );
