import { dialogElement } from '../dialog.ts';
import { freshId, h } from '../dom.ts';
import { type Json, object, text } from '../json.ts';
import { plain, textNodes } from '../mrkdwn-nodes.ts';

/** Slack's "Are you sure?", asked before the element's action is sent. Without a `confirm` the answer is yes. */
export function confirmed(confirm: Json | undefined): Promise<boolean> {
  if (!confirm) return Promise.resolve(true);
  const title = freshId('confirm');
  return new Promise((resolve) => {
    let answer = false;
    const close = (yes: boolean) => {
      answer = yes;
      dialog.close();
    };
    const sure = h(
      'button',
      {
        type: 'button',
        class: `button ${text(confirm.style) === 'danger' ? 'danger-filled' : 'primary'}`,
        on: { click: () => close(true) },
      },
      plain(object(confirm.confirm)) || 'Yes',
    );
    const dialog = dialogElement(
      { class: 'confirm', 'aria-labelledby': title },
      h('h2', { id: title }, plain(object(confirm.title)) || 'Are you sure?'),
      h('div', { class: 'text' }, ...textNodes(confirm.text)),
      h(
        'div',
        { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button', on: { click: () => close(false) } }, plain(object(confirm.deny)) || 'Cancel'),
        sure,
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.append(dialog);
    dialog.showModal();
    sure.focus();
  });
}
