import { LINES_SHOWN, type LineRow } from '../../protocol.ts';
import { h, keyedList, refill } from '../dom.ts';
import { rows } from '../store.ts';
import { secondsOf } from '../time.ts';

/** A tab of lines as the server orders them, under their headings, each with what opens below it. */
export function linesTab(tab: string, empty: string): { panel: HTMLElement; draw(): void } {
  const body = h('div', {});
  const nothing = h('p', { class: 'quiet empty' }, empty);
  const rest = h('p', { class: 'quiet empty', hidden: true }, `Only the newest ${LINES_SHOWN} are shown.`);
  const groups = new Map<string, { element: HTMLElement; drawList(lines: readonly LineRow[]): void }>();

  function groupOf(name: string) {
    const found = groups.get(name);
    if (found) return found;
    const list = h('ul', {});
    const made = { element: h('div', {}, name && h('h3', {}, name), list), drawList: keyedList<LineRow>(list, ({ id }) => id, drawLine) };
    groups.set(name, made);
    return made;
  }

  function draw(): void {
    const lines = rows('lines')
      .filter((line) => line.tab === tab)
      .reverse()
      .sort((a, b) => b.order - a.order);
    nothing.hidden = lines.length > 0;
    rest.hidden = lines.length < LINES_SHOWN;
    const names = [...new Set(lines.map(({ group = '' }) => group))];
    const elements = names.map((name) => {
      const { element, drawList } = groupOf(name);
      drawList(lines.filter(({ group = '' }) => group === name));
      return element;
    });
    if (elements.some((element, place) => body.children[place] !== element) || body.childElementCount > elements.length) {
      refill(body, ...elements);
    }
  }
  return { panel: h('div', {}, nothing, body, rest), draw };
}

function drawLine({ tab, id, at, severity, title, outcome, facts = [], more = [] }: LineRow): HTMLElement {
  return h(
    'li',
    { class: 'line' },
    at !== undefined && h('time', { class: 'quiet' }, secondsOf(at)),
    h('div', { class: 'line-what' }, severity && h('span', { class: `severity ${severity.toLowerCase()}` }, severity), ' ', title),
    outcome &&
      h(
        'div',
        { class: 'line-outcome' },
        h('strong', { class: `tone-${outcome.tone ?? 'quiet'}` }, outcome.word),
        outcome.because && ` ${outcome.because}`,
      ),
    facts.length > 0 && h('div', { class: 'line-below quiet' }, facts.join(' · ')),
    more.length > 0 && h('div', { class: 'line-more' }, ...more.map(({ name, text }) => opening(`more ${tab} ${id} ${name}`, name, text))),
  );
}

const open = new Set<string>();

/** Drawn when it is first opened, and still open when its line is drawn anew. */
function opening(key: string, name: string, text: string): HTMLElement {
  const details = h('details', { open: open.has(key) }, h('summary', { 'data-key': key }, name));
  const fill = () => {
    if (details.open) open.add(key);
    else open.delete(key);
    if (details.open && details.childElementCount === 1) details.append(h('pre', { class: 'wrapped', tabindex: 0 }, indented(text)));
  };
  details.addEventListener('toggle', fill);
  fill();
  return details;
}

/** JSON on many lines; any other text as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
