import { freshId, h } from '../dom.ts';
import { menuButton } from '../menu.ts';
import { nameOf, onMove, onPhone, place } from '../place.ts';
import { send } from '../send.ts';
import { onChange, row } from '../store.ts';

type Hint = { command: string; usage?: string; about: string };

const history: string[] = [];

/** The line to write in. `/` offers the commands; ArrowUp in an empty line brings back what was sent before. */
export function composer(): HTMLElement {
  const listId = freshId('commands');
  const list = h('div', { id: listId, role: 'listbox', class: 'completions', 'aria-label': 'Commands', hidden: true });
  const input = h('input', {
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    enterkeyhint: 'send',
    spellcheck: 'false',
    'aria-label': 'Message',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    'data-key': 'composer',
  });
  const shortcuts = menuButton({ class: 'icon', 'aria-label': 'Shortcuts', 'data-key': 'shortcuts' }, ['⚡'], () =>
    (row('workspace', 'it')?.shortcuts ?? [])
      .filter(({ type }) => type === 'global')
      .map(({ callbackId, name }) => ({ label: name, about: 'shub', run: () => void send({ do: 'shortcut', as: place.as, callbackId }) })),
  );
  const form = h(
    'form',
    { class: 'composer' },
    shortcuts,
    h('div', { class: 'composer-line' }, list, input),
    h('button', { type: 'submit', class: 'button primary' }, 'Send'),
  );
  let offered: Hint[] = [];
  let chosen = -1;
  let recalled = history.length;

  function offer(): void {
    offered = input.value.startsWith('/') ? hintsFor(input.value) : [];
    chosen = offered.length > 0 ? Math.min(Math.max(chosen, 0), offered.length - 1) : -1;
    list.replaceChildren(...offered.map((hint, index) => option(hint, index)));
    list.hidden = offered.length === 0;
    input.setAttribute('aria-expanded', String(offered.length > 0));
    if (chosen >= 0) input.setAttribute('aria-activedescendant', `${listId}-${chosen}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function option({ command, usage, about }: Hint, index: number): HTMLElement {
    const pick = (event: Event) => {
      event.preventDefault();
      complete(index);
    };
    return h(
      'div',
      { id: `${listId}-${index}`, role: 'option', class: 'completion', 'aria-selected': String(index === chosen), on: { mousedown: pick } },
      h('span', {}, h('strong', {}, command), usage ? ` ${usage}` : undefined),
      h('small', {}, about),
    );
  }

  function complete(index: number): void {
    const hint = offered[index];
    if (!hint) return;
    input.value = hint.usage ? `${hint.command} ` : hint.command;
    input.focus();
    chosen = 0;
    offer();
  }

  function recall(step: number): void {
    recalled = Math.min(Math.max(recalled + step, 0), history.length);
    input.value = history[recalled] ?? '';
    close();
  }

  function close(): void {
    offered = [];
    chosen = -1;
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  input.addEventListener('input', offer);
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    const listed = offered.length > 0;
    const whole = listed && offered[chosen]?.command === input.value.trim();
    const handled: Record<string, (() => void) | false> = {
      ArrowDown: listed ? () => step(1) : recalled < history.length && (() => recall(1)),
      ArrowUp: listed ? () => step(-1) : (input.value === '' || recalled < history.length) && (() => recall(-1)),
      Tab: listed && !event.shiftKey && !whole && (() => complete(chosen)),
      // Enter completes what was begun, and sends what is a command already.
      Enter: listed && !whole && !input.value.includes(' ') && (() => complete(chosen)),
      Escape: listed && close,
    };
    const handle = handled[event.key];
    if (!handle) return;
    event.preventDefault();
    handle();
  });
  const step = (by: number) => {
    chosen = (chosen + by + offered.length) % offered.length;
    offer();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    history.push(text);
    recalled = history.length;
    input.value = '';
    close();
    const { as, channel } = place;
    void send(text.startsWith('/') ? { do: 'command', as, channel, text } : { do: 'say', as, channel, text });
  });

  const name = () => {
    const channel = row('channels', place.channel);
    input.placeholder = `Message ${channel?.with ? nameOf(channel.with) : `#${channel?.name ?? ''}`}${onPhone() ? '' : ', or / for commands'}`;
    shortcuts.hidden = !row('workspace', 'it')?.shortcuts.some(({ type }) => type === 'global');
  };
  onChange(['channels', 'workspace'], name);
  onMove(name);
  return form;
}

/** Commands that go on from what was typed; once arguments are being typed, the command they belong to. */
function hintsFor(typed: string): Hint[] {
  const commands = row('workspace', 'it')?.commands ?? [];
  const begun = commands.filter(({ command }) => command.startsWith(typed.trimEnd()));
  return begun.length > 0 ? begun : commands.filter(({ command, usage }) => usage && typed.startsWith(`${command} `));
}
