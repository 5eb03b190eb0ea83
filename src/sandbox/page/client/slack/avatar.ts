import { h } from '../dom.ts';
import { nameOf } from '../place.ts';
import { row } from '../store.ts';

const TONES = 6;

/** A person's initials, always in the same colour; the bot's shield. */
export function avatar(user: string): HTMLElement {
  const bot = row('people', user)?.bot ?? row('workspace', 'it')?.bot.id === user;
  if (bot) return h('span', { class: 'avatar bot', 'aria-hidden': 'true' }, '🛡️');
  const letters = nameOf(user)
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('');
  const tone = [...user].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % TONES;
  return h('span', { class: `avatar tone-${tone}`, 'aria-hidden': 'true' }, letters.toUpperCase());
}
