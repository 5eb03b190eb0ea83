import type { DeliveryRow, QueueRow } from '../../protocol.ts';
import { h, refill } from '../dom.ts';
import { onChange, rows } from '../store.ts';
import { now, secondsOf } from '../time.ts';

/** How delivery stands in each channel, and what waits in the queues. */
export function deliveryTab(): HTMLElement {
  const channels = h('ul', { class: 'lines' });
  const queues = h('ul', { class: 'lines' });
  const draw = () => {
    refill(channels, ...rows('delivery').map(channelLine));
    refill(queues, ...rows('queues').map(queueLine));
  };
  onChange(['delivery', 'queues', 'clock'], draw);
  return h('div', {}, h('h3', {}, 'Channels'), channels, h('h3', {}, 'Queues'), queues);
}

function channelLine({ name, waiting, pausedUntil, pausedBy, leaseUntil, health, reason }: DeliveryRow): HTMLElement {
  const ahead = (time: number | undefined): time is number => time !== undefined && time > now();
  const facts = [
    pausedBy && `paused by ${pausedBy}`,
    ahead(pausedUntil) && `paused until ${secondsOf(pausedUntil)}`,
    ahead(leaseUntil) && `someone is posting, until ${secondsOf(leaseUntil)} at most`,
    reason,
  ];
  return h(
    'li',
    { class: 'line' },
    h('div', { class: 'line-what wide' }, h('strong', {}, `#${name}`)),
    h('div', { class: 'line-outcome' }, h('span', { class: `tag ${health}` }, health), ` ${waiting} waiting`),
    h('div', { class: 'line-below quiet' }, facts.filter(Boolean).join(' · ') || 'nothing holds it up'),
  );
}

function queueLine({ name, visible, inFlight, delayed, oldest }: QueueRow): HTMLElement {
  const counts = `${visible} waiting · ${inFlight} in flight · ${delayed} delayed`;
  return h(
    'li',
    { class: 'line' },
    h('div', { class: 'line-what wide' }, h('strong', {}, name)),
    h('div', { class: 'line-outcome quiet' }, oldest > 0 ? `oldest ${Math.round(oldest / 1000)} s` : 'empty'),
    h('div', { class: 'line-below quiet' }, counts),
  );
}
