import type { MessageRow } from '../../protocol.ts';
import { sinceThen } from '../ago.ts';
import { drawAttachment } from '../blocks/attachments.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { fileOf } from '../blocks/pictures.ts';
import { type Action, noValues, type Surface } from '../blocks/surface.ts';
import { h } from '../dom.ts';
import { type MenuItem, menuButton } from '../menu.ts';
import { mrkdwnNodes } from '../mrkdwn-nodes.ts';
import { move, nameOf, place } from '../place.ts';
import { send } from '../send.ts';
import { row } from '../store.ts';
import { timeOf, tsToMs } from '../time.ts';
import { avatar } from './avatar.ts';

/** One message with all that hangs on it. `where`: in its channel, where its thread can be opened, or in the thread itself. */
export function drawMessage(message: MessageRow, where: 'channel' | 'thread'): HTMLElement {
  const { ts, user, ephemeral, edited, files } = message;
  const at = tsToMs(ts);
  const surface = surfaceOf(message, where);
  return h(
    'article',
    { class: `message${ephemeral ? ' ephemeral' : ''}`, 'data-ts': ts, 'aria-label': `${nameOf(user)} at ${timeOf(at)}` },
    avatar(user),
    h(
      'div',
      { class: 'message-main' },
      ephemeral && h('div', { class: 'only-you' }, 'Only visible to you'),
      h(
        'div',
        { class: 'message-head' },
        h('strong', { class: 'author' }, nameOf(user)),
        row('people', user)?.bot && h('span', { class: 'app-tag' }, 'APP'),
        h('time', { class: 'quiet', datetime: new Date(at).toISOString() }, timeOf(at)),
      ),
      ...content(message, surface),
      edited && h('span', { class: 'quiet edited' }, '(edited)'),
      ...files.map(fileOf),
      where === 'channel' && threadLink(message),
    ),
    !ephemeral && moreActions(message, where),
  );
}

/** Blocks if there are any: then the text is for notifications only. Attachments come below either. */
function content({ text, blocks, attachments }: MessageRow, surface: Surface): HTMLElement[] {
  const body = blocks.length > 0 ? drawBlocks(blocks, surface) : text ? [h('div', { class: 'text' }, ...mrkdwnNodes(text))] : [];
  return [...body, ...attachments.map((each, index) => drawAttachment(each, surface, index))];
}

function surfaceOf({ channel, ts }: MessageRow, where: string): Surface {
  return {
    key: `${where} ${channel} ${ts}`,
    kind: 'message',
    act: ({ actionId, blockId, value }: Action) =>
      send({ do: 'act', as: place.as, where: { channel, ts }, actionId, blockId, ...(value && { value }) }),
    values: noValues(),
    errors: {},
  };
}

function threadLink({ ts, thread, broadcast, replies, channel }: MessageRow): HTMLElement | undefined {
  if (broadcast && thread)
    return h('button', { type: 'button', class: 'plain thread-link', on: { click: () => move({ thread }) } }, 'View thread');
  if (replies.count === 0) return undefined;
  return h(
    'button',
    { type: 'button', class: 'plain thread-link', 'data-key': `thread of ${channel} ${ts}`, on: { click: () => move({ thread: ts }) } },
    ...replies.users.map(avatar),
    h('strong', {}, replies.count === 1 ? '1 reply' : `${replies.count} replies`),
    h('span', { class: 'quiet' }, 'Last reply ', sinceThen(tsToMs(replies.latest))),
  );
}

function moreActions({ channel, ts, thread }: MessageRow, where: 'channel' | 'thread'): HTMLElement {
  const items = (): MenuItem[] => [
    ...(where === 'channel' ? [{ label: 'Reply in thread', run: () => move({ thread: thread ?? ts }) }] : []),
    ...(row('workspace', 'it')?.shortcuts ?? [])
      .filter(({ type }) => type === 'message')
      .map(({ callbackId, name }) => ({
        label: name,
        about: 'shub',
        run: () => void send({ do: 'shortcut', as: place.as, callbackId, message: { channel, ts } }),
      })),
  ];
  return menuButton(
    { class: 'icon more-actions', 'aria-label': 'More actions', 'data-key': `${where} more of ${channel} ${ts}` },
    ['⋮'],
    items,
  );
}
