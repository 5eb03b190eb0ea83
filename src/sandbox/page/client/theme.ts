import { h } from './dom.ts';

const KEY = 'shub-sandbox-theme';
const CHOICES = { auto: '◐ Auto', light: '☀ Light', dark: '☾ Dark' } as const;

/** The switch between light and dark. `auto` follows the system; the choice outlives a reload. */
export function themeSwitch(): HTMLElement {
  const chosen = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem(KEY) ?? 'auto';
  const select = h(
    'select',
    { class: 'theme', 'aria-label': 'Colours', on: { change: () => choose(select.value) } },
    ...Object.entries(CHOICES).map(([value, label]) => h('option', { value, selected: value === chosen }, label)),
  );
  apply(chosen);
  return select;
}

function choose(theme: string): void {
  localStorage.setItem(KEY, theme);
  apply(theme);
}

function apply(theme: string): void {
  if (theme === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.setAttribute('data-theme', theme);
}
