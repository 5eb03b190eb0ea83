import { h, type Props } from './dom.ts';

/**
 * A dialog of the browser's own: it traps focus, Escape closes it, focus returns to where it was. When what had the
 * focus was drawn anew in the meantime, its successor with the same `data-key` gets it.
 */
export function dialogElement(props: Props, ...children: Parameters<typeof h>[2][]): HTMLDialogElement {
  const dialog = h('dialog', props, ...children);
  let opener: string | undefined;
  const show = dialog.showModal.bind(dialog);
  dialog.showModal = () => {
    opener = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.key : undefined;
    show();
  };
  dialog.addEventListener('close', () => {
    if (document.activeElement && document.activeElement !== document.body) return;
    if (opener) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(opener)}"]`)?.focus();
  });
  return dialog;
}
