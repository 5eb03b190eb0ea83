import { pathToFileURL } from 'node:url';
import { CreateActionTargetCommand, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { startEventBridge } from '../../src/sandbox/aws/eventbridge/emulator.ts';
import { startSecurityHub } from '../../src/sandbox/aws/security-hub/emulator.ts';
import { startSqs } from '../../src/sandbox/aws/sqs/emulator.ts';
import { movableClock } from '../../src/sandbox/clock.ts';
import type { PageControls } from '../../src/sandbox/page/contract.ts';
import { startPage } from '../../src/sandbox/page/server.ts';
import { startSlack } from '../../src/sandbox/slack/emulator.ts';
import { startDemoApp } from './demo-app.ts';
import { demoFindings } from './demo-findings.ts';
import { postDemo } from './demo-messages.ts';
import { demoSections } from './demo-sections.ts';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const TEAM = { id: 'TACME', name: 'Acme Cloud', domain: 'acme' };
const secrets = { signingSecret: 'demo-signing-secret', token: 'xoxb-demo' };

const user = (id: string, name: string, more: object = {}) => ({
  id,
  name: name.split(' ')[0]?.toLowerCase() ?? name,
  real_name: name,
  email: `${id.toLowerCase()}@acme.example`,
  team: TEAM.id,
  ...more,
});

/** The page with real emulators and a small app that answers it: what the tests look at, and what a developer can play with. */
export async function startDemo({ port = 0, say }: { port?: number; say?: (line: string) => void } = {}) {
  const clock = movableClock();
  const sqs = await startSqs({ clock, account: ACCOUNT, region: REGION });
  const bus = await startEventBridge({ clock, account: ACCOUNT, region: REGION, deliver: (arn, body) => sqs.accept(arn, body) });
  const hub = await startSecurityHub({ clock, account: ACCOUNT, region: REGION, publish: bus.publish });
  const slack = await startSlack({
    clock,
    signingSecret: secrets.signingSecret,
    botToken: secrets.token,
    team: TEAM,
    bot: { userId: 'USHUB', botId: 'BSHUB', appId: 'ASHUB', name: 'shub' },
    users: [user('UANA', 'Ana Ruiz'), user('UBRUNO', 'Bruno Keller'), user('UGUS', 'Gus Guest', { is_restricted: true })],
    channels: [
      { id: 'CSEC', name: 'sec-alerts', topic: '3 accounts · 2 regions', members: ['UANA', 'UBRUNO', 'UGUS', 'USHUB'] },
      { id: 'CPROD', name: 'sec-prod', topic: 'Production only', members: ['UANA', 'UBRUNO', 'USHUB'] },
    ],
    groups: [{ id: 'SONCALL', handle: 'oncall-cloud', name: 'On call', users: ['UANA'] }],
  });
  slack.limits.on = false;
  const app = await startDemoApp({ apiUrl: slack.apiUrl, ...secrets });
  slack.connect(app.url);

  await withCustomAction(hub.url);
  hub.imports(...demoFindings(new Date(clock.now()).toISOString()));

  const controls: PageControls = {
    people: [
      { id: 'UANA', role: 'responder', about: 'May acknowledge and resolve.' },
      { id: 'UBRUNO', role: 'approver', about: 'May approve suppressions too.' },
      { id: 'UGUS', role: 'guest', about: 'May do nothing, and is told why.' },
    ],
    commands: [
      { command: '/demo form', about: 'Opens a form' },
      { command: '/demo whisper', about: 'Answers you alone' },
      { command: '/demo slow', about: 'Takes more than three seconds' },
    ],
    shortcuts: [
      { callbackId: 'show_details', name: 'Show details', type: 'message' },
      { callbackId: 'find', name: 'Find a finding', type: 'global' },
    ],
    customActions: ['Send to Slack'],
    firstChannel: 'CSEC',
    consoleUser: 'dora',
    buttons: [
      {
        id: 'message',
        label: 'A message',
        group: 'Slack',
        run: async () => {
          await app.client.chat.postMessage({ channel: 'CPROD', text: 'CRITICAL: something happened in prod-payments' });
          return undefined;
        },
      },
      {
        id: 'failure',
        label: 'A failure',
        group: 'Slack',
        run: async () => {
          throw new Error('There is no finding yet. Make one first.');
        },
      },
      { id: 'day', label: '+ 1 day', group: 'Clock', run: async () => clock.advance(86_400_000).then(() => 'A day later') },
    ],
  };
  const page = await startPage({
    port,
    ...(say && { say }),
    slack,
    hub,
    clock,
    controls,
    sections: demoSections(clock.now()),
    announcers: [sqs, bus],
  });

  return {
    page,
    slack,
    hub,
    bus,
    clock,
    app,
    fill: () => postDemo(app.client, 'CSEC'),
    async stop() {
      await page.stop();
      await app.stop();
      await Promise.all([slack.stop(), hub.stop(), bus.stop(), sqs.stop()]);
      clock.stop();
    },
  };
}

/** A custom action as an administrator makes it, for the console's menu to choose. */
async function withCustomAction(endpoint: string): Promise<void> {
  const client = new SecurityHubClient({ endpoint, region: REGION, credentials: { accessKeyId: 'AKIADEMO', secretAccessKey: 'demo' } });
  await client.send(new CreateActionTargetCommand({ Name: 'Send to Slack', Description: 'Send to Slack', Id: 'SendToSlack' }));
  client.destroy();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const demo = await startDemo({ port: 4100 });
  await demo.fill();
  console.log(demo.page.url);
}
