type Child = Node | string | undefined | false;

type Handlers = { [E in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[E]) => void };

/** Attributes by name; `true` sets an empty one, `false` and `undefined` leave it out. `on` holds event handlers. */
export type Props = { on?: Handlers } & { [name: string]: string | number | boolean | undefined | Handlers };

/** Makes an element. Text arrives as text nodes: nothing that is passed here is ever read as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false || typeof value === 'object') continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [type, handler] of Object.entries(props.on ?? {})) listen(element, type, handler);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

function listen(element: HTMLElement, type: string, handler: unknown): void {
  if (typeof handler === 'function') element.addEventListener(type, (event) => handler(event));
}

/** Text for screen readers alone. */
export function unseen(text: string): HTMLElement {
  return h('span', { class: 'unseen' }, text);
}

let count = 0;
/** An id no other element has. */
export function freshId(prefix: string): string {
  count++;
  return `${prefix}-${count}`;
}

/**
 * Puts new content into an element; the keyboard focus (and the cursor in a text field) stays on the control with the
 * same `data-key`, so that an update from the server never takes it away from whoever is typing.
 */
export function refill(parent: Element, ...children: Child[]): void {
  keepingFocus(parent, () => parent.replaceChildren(...children.filter((child) => child !== undefined && child !== false)));
}

export function keepingFocus(within: Element, change: () => void): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && within.contains(active) ? active.dataset.key : undefined;
  const cursor = active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement ? cursorOf(active) : undefined;
  change();
  if (!key || document.activeElement === active) return;
  const again = within.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  again?.focus({ preventScroll: true });
  if (cursor && (again instanceof HTMLInputElement || again instanceof HTMLTextAreaElement)) {
    if (cursorOf(again)) again.setSelectionRange(cursor.start, cursor.end);
  }
}

/** Undefined for fields that have no cursor, such as dates. */
function cursorOf({ selectionStart, selectionEnd }: HTMLInputElement | HTMLTextAreaElement) {
  return selectionStart === null || selectionEnd === null ? undefined : { start: selectionStart, end: selectionEnd };
}

/** Draws a list of keyed rows; rows that are still the same object keep their element. */
export function keyedList<Row>(
  parent: Element,
  keyOf: (row: Row) => string,
  draw: (row: Row) => HTMLElement,
): (rows: readonly Row[]) => void {
  let drawn = new Map<string, { row: Row; element: HTMLElement }>();
  return (rows) =>
    keepingFocus(parent, () => {
      const next = new Map<string, { row: Row; element: HTMLElement }>();
      for (const row of rows) {
        const before = drawn.get(keyOf(row));
        next.set(keyOf(row), before?.row === row ? before : { row, element: draw(row) });
      }
      let place = parent.firstElementChild;
      for (const { element } of next.values()) {
        if (element === place) place = place.nextElementSibling;
        else parent.insertBefore(element, place);
      }
      for (const [key, { element }] of drawn) if (next.get(key)?.element !== element) element.remove();
      drawn = next;
    });
}
