import { createServer } from 'node:http';
import { App, LogLevel } from '@slack/bolt';
import { deeper, demoForm, demoHome, demoInputs } from './demo-modals.ts';

/** A small app that answers whatever the page can send, so that the page is tried against a real Slack conversation. */
export async function startDemoApp({ apiUrl, token, signingSecret }: { apiUrl: string; token: string; signingSecret: string }) {
  const app = new App({
    token,
    signingSecret,
    botId: 'BSHUB',
    botUserId: 'USHUB',
    tokenVerificationEnabled: false,
    convoStore: false,
    clientOptions: { slackApiUrl: apiUrl },
    logLevel: LogLevel.ERROR,
  });
  const heard: string[] = [];

  app.command('/demo', async ({ command, ack, client, respond }) => {
    heard.push(`${command.user_id} ${command.command} ${command.text}`);
    // Slack gives up after three seconds; an answer that came after that would have nobody to go to.
    if (command.text === 'slow') return new Promise((resolve) => setTimeout(resolve, 3300));
    if (command.text === 'form') await client.views.open({ trigger_id: command.trigger_id, view: demoForm });
    if (command.text === 'inputs') await client.views.open({ trigger_id: command.trigger_id, view: demoInputs });
    await ack();
    if (command.text === 'whisper') await respond({ text: 'Only you may *read* this.' });
  });
  app.view('form', async ({ ack, view, body }) => {
    const reason = view.state.values['reason']?.['v']?.value ?? '';
    if (reason.length < 10) return ack({ response_action: 'errors', errors: { reason: 'Say more: an auditor must understand it.' } });
    heard.push(`${body.user.id} submitted ${reason}`);
    return ack();
  });
  app.view('inputs', async ({ ack }) => ack());
  app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack }) => ack());
  app.event('message', async () => undefined);
  app.action('push', async ({ ack, body, client }) => {
    if (body.type === 'block_actions' && body.view) {
      await client.views.push({ trigger_id: body.trigger_id, view: deeper(body.view.previous_view_id ? 3 : 2) });
    }
    await ack();
  });
  app.action(/^(?!push$)/, async ({ ack, action, body, client }) => {
    await ack();
    if (!('action_id' in action)) return;
    heard.push(`${body.user.id} ${action.action_id}`);
    const [channel, user] = [body.channel?.id, body.user.id];
    if (channel && action.action_id === 'suppress') {
      await client.chat.postEphemeral({ channel, user, text: 'You cannot suppress in prod-payments. Approvers: @security-approvers.' });
    }
  });
  app.shortcut(/.*/, async ({ ack, shortcut }) => {
    heard.push(`${shortcut.user.id} ${shortcut.callback_id}`);
    await ack();
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({ user_id: event.user, view: demoHome(event.user) });
  });

  // Bolt's own port is told to nobody, so a free one is found for it first.
  const port = await freePort();
  await app.start({ port, host: '127.0.0.1' });
  return { url: `http://127.0.0.1:${port}/slack/events`, client: app.client, heard, stop: () => app.stop() };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
