import * as z from 'zod';
import type { Json, SlackBookmark } from '../contract.ts';
import { SlackError } from '../slack-error.ts';
import { channelOf, writableChannel } from '../workspace.ts';
import { name } from './fields.ts';
import { method } from './method.ts';

const MOST = 100;
const Bookmark = z.object({ channel_id: name, title: name, type: name, link: z.string().default(''), emoji: z.string().default('') });

export const bookmarks = {
  'bookmarks.add': method('tier 2', Bookmark, ({ channel_id, title, type, link, emoji }, workspace) => {
    const channel = writableChannel(workspace, channel_id);
    if (type !== 'link') throw new SlackError('invalid_bookmark_type');
    if (!/^https?:\/\//.test(link)) throw new SlackError('invalid_link');
    const known = workspace.state.bookmarks.get(channel.id) ?? [];
    if (known.length >= MOST) throw new SlackError('too_many_bookmarks');
    const bookmark = { id: workspace.newId('Bk'), title, link, emoji };
    workspace.state.bookmarks.set(channel.id, [...known, bookmark]);
    workspace.changed({ kind: 'channel', channel: channel.id });
    return { bookmark: bookmarkJson(channel.id, bookmark) };
  }),

  'bookmarks.list': method('tier 3', z.object({ channel_id: name }), (args, workspace) => {
    const channel = channelOf(workspace, args.channel_id);
    return { bookmarks: (workspace.state.bookmarks.get(channel.id) ?? []).map((bookmark) => bookmarkJson(channel.id, bookmark)) };
  }),
};

function bookmarkJson(channel: string, bookmark: SlackBookmark): Json {
  return { ...bookmark, channel_id: channel, type: 'link' };
}
