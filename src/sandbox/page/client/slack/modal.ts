import type { ViewRow } from '../../protocol.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { noValues, type Surface, type Values } from '../blocks/surface.ts';
import { dialogElement } from '../dialog.ts';
import { h, keepingFocus } from '../dom.ts';
import { type Json, object, objects, text } from '../json.ts';
import { plain } from '../mrkdwn-nodes.ts';
import { place } from '../place.ts';
import { send } from '../send.ts';
import { onChange, rows } from '../store.ts';

const TITLE = 'modal-title';
const FAULTY = '[aria-invalid=true], .block-input:has(.error) input';
const FIRST = '.block-input :is(input, textarea, select), .dialog-body :is(button, a, input, select)';

/** The person's stack of modals; the topmost shows, with a way back to the one below it. */
export function modalDialog(): HTMLDialogElement {
  const dialog = dialogElement({ class: 'modal', 'aria-labelledby': TITLE });
  const typed = new Map<string, Values>();
  let shown: ViewRow | undefined;

  const top = () =>
    rows('modals')
      .sort((a, b) => a.depth - b.depth)
      .at(-1);
  const close = (all: boolean) => void send({ do: 'close', as: place.as, all });

  dialog.addEventListener('cancel', (event) => {
    // Escape: the app is told, and the dialog goes when the server says that it is gone.
    event.preventDefault();
    close(false);
  });

  function draw(): void {
    const view = top();
    if (!view) {
      shown = undefined;
      typed.clear();
      dialog.close();
      return;
    }
    const another = view.id !== shown?.id;
    const refused = shown !== undefined && Object.keys(view.errors).length > 0 && view.errors !== shown.errors;
    shown = view;
    const fill = () => dialog.replaceChildren(form(view));
    if (another) fill();
    else keepingFocus(dialog, fill);
    if (!dialog.open) dialog.showModal();
    if (another) focusFirst(dialog, FIRST);
    else if (refused) focusFirst(dialog, FAULTY);
  }

  function form(row: ViewRow): HTMLElement {
    const { id, view, depth } = row;
    const values = typed.get(id) ?? noValues();
    typed.set(id, values);
    const blocks = objects(view.blocks);
    const surface: Surface = {
      key: `modal ${id}`,
      kind: 'modal',
      act: ({ actionId, blockId, value }) =>
        send({ do: 'act', as: place.as, where: { view: id }, actionId, blockId, ...(value && { value }) }),
      values,
      errors: row.errors,
    };
    const submit = async (event: Event) => {
      event.preventDefault();
      dialog.setAttribute('aria-busy', 'true');
      await send({ do: 'submit', as: place.as, values: values.of(blocks.map(({ block_id }) => text(block_id))) });
      dialog.removeAttribute('aria-busy');
      if (shown?.id === id && Object.keys(shown.errors).length > 0) focusFirst(dialog, FAULTY);
    };
    return h(
      'form',
      { novalidate: true, on: { submit: (event) => void submit(event) } },
      h(
        'header',
        { class: 'dialog-head' },
        depth > 0 &&
          h(
            'button',
            { type: 'button', class: 'icon', 'aria-label': 'Back', 'data-key': 'modal back', on: { click: () => close(false) } },
            '‹',
          ),
        h('h2', { id: TITLE }, label(view, 'title', '')),
        h('button', { type: 'button', class: 'icon', 'aria-label': 'Close', 'data-key': 'modal x', on: { click: () => close(true) } }, '✕'),
      ),
      h('div', { class: 'dialog-body' }, ...drawBlocks(blocks, surface)),
      h(
        'footer',
        { class: 'dialog-foot' },
        h(
          'button',
          { type: 'button', class: 'button', 'data-key': 'modal close', on: { click: () => close(false) } },
          label(view, 'close', submits(view) ? 'Cancel' : 'Close'),
        ),
        submits(view) &&
          h('button', { type: 'submit', class: 'button primary', 'data-key': 'modal submit' }, label(view, 'submit', 'Submit')),
      ),
    );
  }

  onChange(['modals', 'people', 'channels'], draw);
  return dialog;
}

const submits = (view: Json) => object(view.submit) !== undefined || objects(view.blocks).some(({ type }) => type === 'input');
const label = (view: Json, field: string, otherwise: string) => plain(object(view[field])) || otherwise;

function focusFirst(dialog: HTMLElement, selector: string): void {
  const first = dialog.querySelector<HTMLElement>(selector) ?? dialog.querySelector<HTMLElement>('button');
  const inside = first?.matches('[role=group], [role=radiogroup]') ? first.querySelector<HTMLElement>('input') : first;
  inside?.focus();
}
