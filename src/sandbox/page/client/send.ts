import type { Command } from '../command.ts';
import type { Answer } from '../protocol.ts';
import { toast } from './toast.ts';

/** Does something on the server and shows what is to be said about it. False when it was not done. */
export async function send(command: Command): Promise<boolean> {
  try {
    const response = await fetch('/do', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    });
    const answer: Answer & { error?: string } = await response.json();
    if (answer.toast) toast(answer.toast.text, answer.toast.tone);
    if (answer.error) toast(answer.error, 'error');
    return response.ok && answer.toast?.tone !== 'error';
  } catch {
    toast('The sandbox does not answer. Is it still running?', 'error');
    return false;
  }
}
