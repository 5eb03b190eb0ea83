import { h } from './dom.ts';
import { onChange } from './store.ts';
import { ago } from './time.ts';

const EVERY_MS = 15_000;

/** How long ago something was, in words that stay true as time goes on. Screen readers are not told of each change. */
export function sinceThen(ms: number): HTMLElement {
  return h('span', { 'data-ago': ms, 'aria-live': 'off' }, ago(ms));
}

function refresh(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-ago]')) {
    const words = ago(Number(element.dataset.ago));
    if (element.textContent !== words) element.textContent = words;
  }
}

/** Begins to keep them true. */
export function keepTrue(): void {
  onChange(['clock'], refresh);
  setInterval(refresh, EVERY_MS);
}
