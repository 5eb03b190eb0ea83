import { drawBlocks } from '../blocks/blocks.ts';
import { noValues, type Surface } from '../blocks/surface.ts';
import { h, refill } from '../dom.ts';
import { objects } from '../json.ts';
import { move, onMove, place } from '../place.ts';
import { send } from '../send.ts';
import { onChange, row } from '../store.ts';

/** The bot's Home tab; opening it tells the app, as Slack does. */
export function homeScreen(): HTMLElement {
  const back = h(
    'button',
    { type: 'button', class: 'icon back', 'aria-label': 'Channels', on: { click: () => move({ screen: 'list' }) } },
    '‹',
  );
  const title = h('h2', {});
  const body = h('div', { class: 'home-body', tabindex: 0, role: 'region', 'aria-label': 'Home' });
  let values = noValues();

  const surface = (id: string): Surface => ({
    key: `home ${id}`,
    kind: 'home',
    act: ({ actionId, blockId, value }) =>
      send({ do: 'act', as: place.as, where: { view: id }, actionId, blockId, ...(value && { value }) }),
    values,
    errors: {},
  });

  onChange(['home', 'people', 'channels', 'workspace'], () => {
    title.textContent = row('workspace', 'it')?.bot.name ?? '';
    const home = row('home', 'it');
    if (home) refill(body, ...drawBlocks(objects(home.view.blocks), surface(home.id)));
    else refill(body, h('p', { class: 'quiet empty' }, 'This app has not drawn its Home for you yet.'));
  });
  onMove((before) => {
    if (before.as !== place.as) values = noValues();
    if (place.screen === 'home' && (before.screen !== 'home' || before.as !== place.as)) void send({ do: 'home', as: place.as });
  });
  return h(
    'section',
    { class: 'screen home-screen', 'aria-label': 'App Home' },
    h('header', { class: 'screen-head' }, back, h('div', { class: 'channel-title' }, title)),
    body,
  );
}
