import { h, refill } from '../dom.ts';
import { onPhone } from '../place.ts';
import { send } from '../send.ts';
import { onChange, row } from '../store.ts';

/** What can be made to happen, by groups. A button that is still at it says so and is not pressed twice. */
export function buttonsBar(): HTMLElement {
  const groups = h('div', { class: 'button-groups' });
  const bar = h('details', { class: 'buttons-bar', open: !onPhone() }, h('summary', {}, 'Make something happen'), groups);
  let drawn = '';
  onChange(['workspace'], () => {
    const buttons = row('workspace', 'it')?.buttons ?? [];
    const now = JSON.stringify(buttons);
    if (now === drawn) return;
    drawn = now;
    const names = [...new Set(buttons.map(({ group }) => group))];
    refill(
      groups,
      ...names.map((name) =>
        h(
          'div',
          { role: 'group', class: 'button-group', 'aria-label': name },
          h('span', { class: 'group-name', 'aria-hidden': 'true' }, name),
          ...buttons.filter(({ group }) => group === name).map(pressable),
        ),
      ),
    );
  });
  return bar;
}

function pressable({ id, label, hint }: { id: string; label: string; hint?: string }): HTMLElement {
  let busy = false;
  const press = async () => {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-busy', 'true');
    await send({ do: 'press', button: id });
    busy = false;
    button.removeAttribute('aria-busy');
  };
  const button = h(
    'button',
    { type: 'button', class: 'button small', title: hint, 'data-key': `press ${id}`, on: { click: () => void press() } },
    label,
  );
  return button;
}
