import { h } from '../dom.ts';

/** Slack hides the rest of an attachment's text beyond these: https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments */
const CHARACTERS = 700;
const LINE_BREAKS = 5;

const expanded = new Set<string>();

/** The text of an attachment, shortened behind "Show more" as Slack does. What was expanded stays so when it is drawn again. */
export function clamped(source: string, nodes: (Node | string)[], key: string): HTMLElement {
  const body = h('div', { class: 'text' }, ...nodes);
  if (source.length <= CHARACTERS && source.split('\n').length - 1 <= LINE_BREAKS) return body;
  const toggle = h('button', { type: 'button', class: 'plain show-more', 'data-key': `${key} more` });
  const show = () => {
    const open = expanded.has(key);
    body.classList.toggle('clamped', !open);
    toggle.textContent = open ? 'Show less' : 'Show more';
    toggle.setAttribute('aria-expanded', String(open));
  };
  toggle.addEventListener('click', () => {
    if (!expanded.delete(key)) expanded.add(key);
    show();
  });
  show();
  return h('div', {}, body, toggle);
}
