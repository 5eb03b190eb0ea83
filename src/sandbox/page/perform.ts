import type { Command } from './command.ts';
import type { PageOptions } from './contract.ts';
import type { Live } from './live.ts';
import type { Answer } from './protocol.ts';
import type { ReadMarks } from './read-marks.ts';

type Needs = Pick<PageOptions, 'slack' | 'hub' | 'controls'> & { live: Live; marks: ReadMarks };

/** Does it, and says what the person should be told. Throws only what is wrong with the page or the sandbox itself. */
export async function perform(command: Command, { slack, hub, controls, live, marks }: Needs): Promise<Answer> {
  switch (command.do) {
    case 'look':
      live.look(command.connection, command);
      return {};
    case 'read':
      marks.read(command.as, command.channel, command.ts);
      live.touch('channels', 'people');
      return {};
    case 'command':
      return answerOf(await slack.as(command.as).command(command.channel, command.text));
    case 'say':
      return answerOf(await slack.as(command.as).says(command.channel, command.text, command.thread));
    case 'act': {
      const { where, actionId, blockId, value } = command;
      return answerOf(await slack.as(command.as).act(where, { actionId, ...(blockId && { blockId }), ...(value && { value }) }));
    }
    case 'submit':
      return answerOf(await slack.as(command.as).submit(command.values));
    case 'close':
      // A second Escape may arrive when the modal has gone already.
      if (slack.as(command.as).modals().length > 0) await slack.as(command.as).close({ all: command.all });
      return {};
    case 'shortcut':
      return answerOf(await slack.as(command.as).shortcut(command.callbackId, command.message));
    case 'home':
      return answerOf(await slack.as(command.as).openHome());
    case 'workflow':
      hub.consoleUpdates([refOf(command.finding)], { status: command.status, who: controls.consoleUser });
      return {};
    case 'custom action':
      hub.customAction(command.name, [refOf(command.finding)]);
      return { toast: { tone: 'info', text: `“${command.name}” sent for one finding` } };
    case 'press': {
      const button = controls.buttons.find(({ id }) => id === command.button);
      if (!button) return { toast: { tone: 'error', text: `There is no button ${command.button}` } };
      const said = await button.run();
      live.touchAll();
      return said ? { toast: { tone: 'info', text: said } } : {};
    }
  }
}

function answerOf({ toast }: { toast?: string }): Answer {
  return toast ? { toast: { tone: 'error', text: toast } } : {};
}

/** A finding's key is its ProductArn and its Id with a bar between them; an ARN has none, an Id may. */
function refOf(key: string): { Id: string; ProductArn: string } {
  const bar = key.indexOf('|');
  return { ProductArn: key.slice(0, bar), Id: key.slice(bar + 1) };
}
