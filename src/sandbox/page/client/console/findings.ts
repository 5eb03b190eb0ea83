import type { FindingRow } from '../../protocol.ts';
import { sinceThen } from '../ago.ts';
import { h, keyedList, refill } from '../dom.ts';
import { menuButton } from '../menu.ts';
import { send } from '../send.ts';
import { onChange, row, rows } from '../store.ts';

const SHOWN = 60;
const STATUSES = ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] as const;
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];

/** What each filter reads off a finding. */
const FILTERS = {
  severity: { label: 'Severity', of: (finding: FindingRow) => finding.severity },
  workflow: { label: 'Status', of: (finding: FindingRow) => finding.workflow },
  product: { label: 'Product', of: (finding: FindingRow) => finding.product },
  account: { label: 'Account', of: (finding: FindingRow) => finding.account },
} as const;

/** Security Hub's findings, the newest first, with the filters and the workflow status of its console. */
export function findingsTab(): HTMLElement {
  const filters = Object.entries(FILTERS).map(([name, { label, of }]) => ({
    of,
    select: h('select', { 'aria-label': label, 'data-key': `filter ${name}`, on: { change: () => again() } }),
    label,
  }));
  const search = h('input', {
    type: 'search',
    placeholder: 'Find in titles and resources',
    'aria-label': 'Find in titles and resources',
    on: { input: () => again() },
  });
  const summary = h('p', { class: 'quiet', role: 'status' });
  const list = h('ul', { class: 'findings' });
  const more = h('button', { type: 'button', class: 'button', on: { click: () => showMore() } }, 'Show more');
  const drawList = keyedList<FindingRow>(list, ({ key }) => key, drawFinding);
  let limit = SHOWN;

  function again(): void {
    limit = SHOWN;
    draw();
  }
  function showMore(): void {
    limit += SHOWN;
    draw();
  }
  function draw(): void {
    const all = rows('findings').sort((a, b) => b.order - a.order);
    for (const { select, of, label } of filters) options(select, label, [...new Set(all.map(of))].sort(bySeverity));
    const sought = search.value.trim().toLowerCase();
    const found = all.filter(
      (finding) =>
        filters.every(({ select, of }) => select.value === '' || of(finding) === select.value) &&
        `${finding.title} ${finding.resource} ${finding.control ?? ''}`.toLowerCase().includes(sought),
    );
    summary.textContent = found.length === all.length ? `${all.length} findings` : `${found.length} of ${all.length} findings`;
    drawList(found.slice(0, limit));
    more.hidden = found.length <= limit;
  }
  onChange(['findings', 'workspace'], draw);
  return h('div', {}, h('div', { class: 'filters' }, ...filters.map(({ select }) => select), search), summary, list, more);
}

function bySeverity(a: string, b: string): number {
  const [first, second] = [SEVERITIES.indexOf(a), SEVERITIES.indexOf(b)];
  return first === -1 || second === -1 ? a.localeCompare(b) : first - second;
}

function options(select: HTMLSelectElement, label: string, values: string[]): void {
  const wanted = ['', ...values];
  if (wanted.join('|') === [...select.options].map(({ value }) => value).join('|') && select.options.length > 0) return;
  const chosen = select.value;
  refill(select, ...wanted.map((value) => h('option', { value }, value || label)));
  select.value = wanted.includes(chosen) ? chosen : '';
}

function drawFinding(finding: FindingRow): HTMLElement {
  const { key, title, severity, recordState, product, account, region, resource, control, updatedAt, note } = finding;
  const facts = [control, product, account, region].filter(Boolean).join(' · ');
  return h(
    'li',
    { class: 'finding' },
    h('span', { class: `severity ${severity.toLowerCase()}` }, severity),
    h('strong', { class: 'finding-title' }, title),
    h('div', { class: 'finding-actions' }, workflowSelect(finding), actionsMenu(key)),
    h('div', { class: 'quiet finding-facts' }, facts, recordState === 'ARCHIVED' && h('em', {}, ' · archived')),
    h(
      'div',
      { class: 'quiet finding-facts' },
      h('code', {}, resource),
      ...(updatedAt ? [' updated ', sinceThen(Date.parse(updatedAt))] : []),
    ),
    note && h('div', { class: 'finding-facts note' }, h('strong', {}, note.by), ` ${note.text}`),
  );
}

function workflowSelect({ key, workflow, title }: FindingRow): HTMLElement {
  const select = h(
    'select',
    { class: `workflow ${workflow.toLowerCase()}`, 'aria-label': `Workflow status of ${title}`, 'data-key': `workflow ${key}` },
    ...STATUSES.map((status) => h('option', { value: status, selected: status === workflow }, status)),
  );
  select.addEventListener('change', () => {
    const status = STATUSES.find((each) => each === select.value);
    if (status) void send({ do: 'workflow', finding: key, status });
  });
  return select;
}

function actionsMenu(key: string): HTMLElement | undefined {
  const actions = row('workspace', 'it')?.customActions ?? [];
  if (actions.length === 0) return undefined;
  return menuButton({ class: 'icon', 'aria-label': 'Actions', 'data-key': `actions ${key}` }, ['⋯'], () =>
    actions.map((name) => ({ label: name, about: 'Custom action', run: () => void send({ do: 'custom action', finding: key, name }) })),
  );
}
