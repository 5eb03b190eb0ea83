import { keepTrue } from './ago.ts';
import { consoleHalf } from './console/console.ts';
import { h } from './dom.ts';
import { startLive } from './live.ts';
import { move, onMove, place } from './place.ts';
import { channelScreen } from './slack/channel.ts';
import { homeScreen } from './slack/home.ts';
import { modalDialog } from './slack/modal.ts';
import { pushBanner } from './slack/pushes.ts';
import { sidebar } from './slack/sidebar.ts';
import { threadPanel } from './slack/thread.ts';
import { onChange, row, rows } from './store.ts';
import { heardTheTime } from './time.ts';
import { toasts } from './toast.ts';

const root = document.documentElement;

// Before anything that tells how long ago something was.
onChange(['clock'], heardTheTime);
keepTrue();

function showPlace(): void {
  root.dataset.screen = place.screen;
  root.dataset.half = place.half;
  for (const { half, button } of switches) button.setAttribute('aria-pressed', String(half === place.half));
}

const switches = (['slack', 'console'] as const).map((half) => ({
  half,
  button: h('button', { type: 'button', on: { click: () => move({ half }) } }, half === 'slack' ? 'Slack' : 'Console'),
}));

const lost = h('div', { class: 'lost', role: 'status' });

document.body.append(
  lost,
  pushBanner(),
  h(
    'main',
    {},
    h('h1', { class: 'unseen' }, 'Slack and Security Hub'),
    h('section', { class: 'slack', 'aria-label': 'Slack' }, sidebar(), channelScreen(), homeScreen(), threadPanel()),
    consoleHalf(),
  ),
  h('nav', { class: 'halves', 'aria-label': 'Which half' }, ...switches.map(({ button }) => button)),
  modalDialog(),
  toasts,
);

onMove(showPlace);
onChange(['channels', 'workspace'], () => {
  const unread = rows('channels').reduce((sum, channel) => sum + channel.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${row('workspace', 'it')?.team ?? 'Slack'} · shub sandbox`;
});
showPlace();
startLive((connected) => {
  root.toggleAttribute('data-lost', !connected);
  lost.textContent = connected ? '' : 'The sandbox does not answer. Trying to reconnect…';
});
