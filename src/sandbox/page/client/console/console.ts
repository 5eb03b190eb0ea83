import { h, refill } from '../dom.ts';
import { move, onMove, place } from '../place.ts';
import { onChange, rows } from '../store.ts';
import { buttonsBar } from './buttons.ts';
import { clockTab } from './clock.ts';
import { findingsTab } from './findings.ts';
import { linesTab } from './lines.ts';
import { lockScreenTab } from './lock-screen.ts';

/** The AWS side: the buttons that make things happen, and what there is to see of it. */
export function consoleHalf(): HTMLElement {
  return h('section', { class: 'console', 'aria-label': 'Console' }, h('h2', { class: 'unseen' }, 'Console'), buttonsBar(), tabs());
}

interface Tab {
  id: string;
  label: string;
  panel: HTMLElement;
  /** Draws it; only called while it is the one that shows. */
  draw?(): void;
}

/** Findings first; then the lists of lines that the server offers; then the clock and the phone. */
function tabs(): HTMLElement {
  const bar = h('div', { role: 'tablist', class: 'tabs', 'aria-label': 'What to look at' });
  const panels = h('div', { class: 'panels' });
  const first: Tab = { id: 'findings', label: 'Findings', panel: findingsTab() };
  const last: Tab[] = [
    { id: 'clock', label: 'Clock', panel: clockTab() },
    { id: 'lock', label: 'Lock screen', panel: lockScreenTab() },
  ];
  let all: Tab[] = [];

  function build(): void {
    const offered = rows('tabs').sort((a, b) => a.order - b.order);
    all = [first, ...offered.map(({ id, label, empty }) => ({ id, label, ...linesTab(id, empty) })), ...last];
    refill(bar, ...all.map(tabButton));
    refill(panels, ...all.map(tabPanel));
    show();
  }

  /** The one that the address names, when there is such a one. */
  const chosen = () => all.find(({ id }) => id === place.tab) ?? first;

  function show(): void {
    const { id: shown, draw } = chosen();
    for (const { id } of all) {
      const button = bar.querySelector(`#tab-${id}`);
      button?.setAttribute('aria-selected', String(id === shown));
      button?.setAttribute('tabindex', id === shown ? '0' : '-1');
      panels.querySelector(`#panel-${id}`)?.toggleAttribute('hidden', id !== shown);
    }
    draw?.();
  }

  bar.addEventListener('keydown', (event) => {
    const at = all.findIndex(({ id }) => document.activeElement?.id === `tab-${id}`);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    if (!next) return;
    move({ tab: next.id });
    document.getElementById(`tab-${next.id}`)?.focus();
  });
  build();
  onChange(['tabs'], build);
  onChange(['lines', 'tabs'], () => chosen().draw?.());
  onMove((before) => {
    if (before.tab !== place.tab) show();
  });
  return h('div', { class: 'tabbed' }, bar, panels);
}

function tabButton({ id, label }: Tab): HTMLElement {
  const props = { type: 'button', role: 'tab', id: `tab-${id}`, 'data-key': `tab ${id}`, 'aria-controls': `panel-${id}` };
  return h('button', { ...props, on: { click: () => move({ tab: id }) } }, label);
}

function tabPanel({ id, panel }: Tab): HTMLElement {
  return h(
    'div',
    { role: 'tabpanel', id: `panel-${id}`, class: 'panel', 'aria-labelledby': `tab-${id}`, tabindex: 0, hidden: true },
    panel,
  );
}
