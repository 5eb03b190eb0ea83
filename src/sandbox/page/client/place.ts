import { row } from './store.ts';

/** What the person at the page is looking at; kept in the address, so that a reload or a link shows the same. */
export interface Place {
  as: string;
  channel: string;
  /** `home`: the bot's Home tab instead of a channel; `list`: on the phone, the list of channels. */
  screen: 'channel' | 'home' | 'list';
  thread: string | undefined;
  /** How many of the channel's messages. */
  count: number;
  /** On the phone, which half. */
  half: 'slack' | 'console';
  /** Of the console half. */
  tab: string;
}

export const PAGE_OF_MESSAGES = 50;

const FIRST_TAB = 'findings';

const query = new URLSearchParams(location.search);

export const place: Place = {
  as: query.get('as') ?? '',
  channel: query.get('channel') ?? '',
  screen: query.get('screen') === 'home' ? 'home' : 'channel',
  thread: query.get('thread') ?? undefined,
  count: PAGE_OF_MESSAGES,
  half: query.get('half') === 'console' ? 'console' : 'slack',
  tab: query.get('tab') ?? FIRST_TAB,
};

const listeners: ((before: Place) => void)[] = [];

/** Told after every move. */
export function onMove(listener: (before: Place) => void): void {
  listeners.push(listener);
}

export function move(to: Partial<Place>): void {
  const before = { ...place };
  Object.assign(place, to);
  const next = new URLSearchParams({ as: place.as, channel: place.channel });
  if (place.screen === 'home') next.set('screen', 'home');
  if (place.half === 'console') next.set('half', 'console');
  if (place.tab !== FIRST_TAB) next.set('tab', place.tab);
  if (place.thread) next.set('thread', place.thread);
  const theme = query.get('theme');
  if (theme) next.set('theme', theme);
  history.replaceState(null, '', `?${next}`);
  for (const listener of listeners) listener(before);
}

/** Opens a channel, or a thread in it. */
export function openChannel(channel: string, thread?: string): void {
  move({ channel, thread, screen: 'channel', half: 'slack', count: PAGE_OF_MESSAGES });
}

/** On a phone one thing fills the screen at a time. */
export const onPhone = (): boolean => matchMedia('(max-width: 760px)').matches;

/** Who this is, in Slack's words for a name. */
export function nameOf(user: string): string {
  return row('people', user)?.name ?? user;
}
