import type { ChannelRow } from '../../protocol.ts';
import { h, refill, unseen } from '../dom.ts';
import { menuButton } from '../menu.ts';
import { move, nameOf, onMove, openChannel, place } from '../place.ts';
import { onChange, row, rows } from '../store.ts';
import { themeSwitch } from '../theme.ts';
import { avatar } from './avatar.ts';

/** The workspace: Home, channels, direct messages, and who you are. On a phone a screen of its own. */
export function sidebar(): HTMLElement {
  const team = h('h2', {});
  const list = h('nav', { class: 'channels', 'aria-label': 'Channels and messages' });
  const you = h('div', { class: 'you' });

  const draw = () => {
    const workspace = row('workspace', 'it');
    team.textContent = workspace?.team ?? 'Slack';
    const channels = rows('channels');
    const named = channels.filter(({ kind, archived }) => kind !== 'im' && !archived).sort((a, b) => a.name.localeCompare(b.name));
    const direct = channels.filter(({ kind }) => kind === 'im');
    refill(
      list,
      entry({
        key: 'home',
        label: 'Home',
        mark: '🏠',
        current: place.screen === 'home',
        open: () => move({ screen: 'home', half: 'slack', thread: undefined }),
      }),
      h('h3', {}, 'Channels'),
      ...named.map(channelEntry),
      direct.length > 0 && h('h3', {}, 'Direct messages'),
      ...direct.map(channelEntry),
    );
  };
  const drawYou = () => refill(you, personSwitcher());
  onChange(['workspace', 'channels', 'people'], draw);
  onChange(['workspace', 'people'], drawYou);
  onMove(draw);
  onMove((before) => {
    if (before.as !== place.as) drawYou();
  });
  return h(
    'div',
    { class: 'sidebar' },
    h('header', { class: 'team' }, team, themeSwitch()),
    list,
    h('h3', { 'aria-hidden': 'true' }, 'You are'),
    you,
  );
}

function channelEntry({ id, name, kind, unread, shared, with: other }: ChannelRow): HTMLElement {
  const mark = other ? avatar(other) : kind === 'private' ? '🔒' : '#';
  const label = `${other ? nameOf(other) : name}${shared ? ' ⇄' : ''}`;
  const open = place.channel === id && place.screen !== 'home';
  return entry({ key: id, label, mark, current: open, unread, open: () => openChannel(id) });
}

interface Entry {
  key: string;
  label: string;
  mark: string | HTMLElement;
  current: boolean;
  unread?: number;
  open(): void;
}

function entry({ key, label, mark, current, unread = 0, open }: Entry): HTMLElement {
  return h(
    'button',
    {
      type: 'button',
      class: `entry${unread > 0 ? ' unread' : ''}`,
      'aria-current': current && 'page',
      'data-key': `entry ${key}`,
      on: { click: open },
    },
    h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    h('span', { class: 'entry-label' }, label),
    unread > 0 && h('span', { class: 'badge' }, unread > 99 ? '99+' : String(unread), unseen(' unread')),
  );
}

/** Who else you can be. Everything Slack keeps per person (unread, ephemerals, modals, Home) changes with it. */
function personSwitcher(): HTMLElement {
  const me = row('people', place.as);
  const people = rows('people').filter(({ part }) => part);
  const face = [
    avatar(place.as),
    unseen('You are '),
    h('span', { class: 'entry-label' }, h('strong', {}, me?.name ?? ''), ' ', h('small', {}, me?.part?.role ?? '')),
    unseen('. Be someone else'),
    h('span', { 'aria-hidden': 'true' }, '▾'),
  ];
  return menuButton({ class: 'entry person', 'data-key': 'person' }, face, () =>
    people
      .sort((a, b) => (a.part?.order ?? 0) - (b.part?.order ?? 0))
      .map(({ id, name, part, unread }) => ({
        label: `${id === place.as ? '✓ ' : ''}${name} · ${part?.role ?? ''}${unread > 0 ? ` · ${unread} unread` : ''}`,
        about: part?.about ?? '',
        run: () => move({ as: id, thread: undefined }),
      })),
  );
}
