import { h } from '../dom.ts';
import { buttonsBar } from './buttons.ts';
import { clockTab } from './clock.ts';
import { deliveryTab } from './delivery.ts';
import { findingsTab } from './findings.ts';
import { auditTab, busTab, eventsTab, snsTab } from './lists.ts';
import { lockScreenTab } from './lock-screen.ts';

/** The AWS side: the buttons that make things happen, and what there is to see of it. */
export function consoleHalf(): HTMLElement {
  return h('section', { class: 'console', 'aria-label': 'Console' }, h('h2', { class: 'unseen' }, 'Console'), buttonsBar(), tabs());
}

interface Tab {
  id: string;
  label: string;
  panel: HTMLElement;
}

function tabs(): HTMLElement {
  const all: Tab[] = [
    { id: 'findings', label: 'Findings', panel: findingsTab() },
    { id: 'events', label: 'Event log', panel: eventsTab() },
    { id: 'sns', label: 'SNS inbox', panel: snsTab() },
    { id: 'bus', label: 'Bus', panel: busTab() },
    { id: 'audit', label: 'Audit', panel: auditTab() },
    { id: 'delivery', label: 'Delivery', panel: deliveryTab() },
    { id: 'clock', label: 'Clock', panel: clockTab() },
    { id: 'lock', label: 'Lock screen', panel: lockScreenTab() },
  ];
  const buttons = all.map(({ id, label }) =>
    h('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}`, on: { click: () => choose(id) } }, label),
  );
  const panels = all.map(({ id, panel }) =>
    h('div', { role: 'tabpanel', id: `panel-${id}`, class: 'panel', 'aria-labelledby': `tab-${id}`, tabindex: 0, hidden: true }, panel),
  );

  function choose(id: string): void {
    for (const [index, tab] of all.entries()) {
      const chosen = tab.id === id;
      buttons[index]?.setAttribute('aria-selected', String(chosen));
      buttons[index]?.setAttribute('tabindex', chosen ? '0' : '-1');
      if (panels[index]) panels[index].hidden = !chosen;
    }
  }

  const bar = h('div', { role: 'tablist', class: 'tabs', 'aria-label': 'What to look at' }, ...buttons);
  bar.addEventListener('keydown', (event) => {
    const at = all.findIndex(({ id }) => document.activeElement?.id === `tab-${id}`);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    if (!next) return;
    choose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  });
  choose(new URLSearchParams(location.search).get('tab') ?? 'findings');
  return h('div', { class: 'tabbed' }, bar, ...panels);
}
