import { freshId, h } from './dom.ts';

export interface MenuItem {
  label: string;
  /** A second, quieter line. */
  about?: string;
  run(): void;
}

/**
 * A button that opens a menu: arrows move in it, Escape and Tab leave it, and focus returns to the button, or to the one that
 * has taken its place. While it is open the menu stands outside what it is about, which may be drawn anew meanwhile.
 */
export function menuButton(props: Record<string, string>, face: (Node | string)[], items: () => MenuItem[]): HTMLElement {
  const id = freshId('menu');
  const button = h('button', { type: 'button', 'aria-haspopup': 'menu', 'aria-expanded': 'false', ...props }, ...face);
  const menu = h('div', {
    id,
    role: 'menu',
    class: 'menu',
    popover: 'auto',
    'aria-label': props['aria-label'] ?? button.textContent ?? 'Menu',
  });
  button.setAttribute('aria-controls', id);

  button.addEventListener('click', () => {
    menu.replaceChildren(...items().map((item) => menuItem(item, menu)));
    // In a dialog, because all outside it is out of reach.
    (button.closest('dialog, .screen, .thread-panel, .panel') ?? button.parentElement)?.append(menu);
    menu.showPopover();
    standBeside(menu, button);
    focusItem(menu, 0);
  });
  menu.addEventListener('toggle', () => {
    const open = menu.matches(':popover-open');
    button.setAttribute('aria-expanded', String(open));
    if (open) return;
    menu.remove();
    if (!button.isConnected && document.activeElement === document.body) sameButton(button)?.focus();
  });
  menu.addEventListener('keydown', (event) => {
    const place = [...menu.children].indexOf(document.activeElement ?? menu);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: menu.children.length - 1 }[event.key];
    if (event.key === 'Tab') menu.hidePopover();
    if (to === undefined) return;
    event.preventDefault();
    focusItem(menu, to);
  });
  return h('span', { class: 'menu-holder' }, button);
}

/** The button that was drawn in place of this one. */
const sameButton = ({ dataset: { key } }: HTMLElement): HTMLElement | null =>
  key === undefined ? null : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);

function menuItem({ label, about, run }: MenuItem, menu: HTMLElement): HTMLElement {
  const choose = () => {
    menu.hidePopover();
    run();
  };
  return h(
    'button',
    { type: 'button', role: 'menuitem', tabindex: -1, on: { click: choose } },
    label,
    about ? h('small', {}, about) : undefined,
  );
}

function focusItem(menu: HTMLElement, index: number): void {
  const item = menu.children[(index + menu.children.length) % menu.children.length];
  if (item instanceof HTMLElement) item.focus();
}

/** Under the button, or above it where there is no room; never outside the window. */
function standBeside(menu: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - height - 4)}px`;
}
