import { afterAll, beforeAll, expect, test } from 'vitest';
import { anAsff } from '../fixtures/asff.ts';
import { CHANNEL, deploy } from './deployed.ts';

let stack: Awaited<ReturnType<typeof deploy>>;
beforeAll(async () => {
  stack = await deploy();
  // The first minute after the deployment: from here on findings are news.
  await stack.invoke('clock', {});
}, 60_000);
afterAll(() => stack.stop());

const news = () => {
  const now = new Date(Date.now() + 1_000).toISOString();
  return anAsff({ CreatedAt: now, UpdatedAt: now, Severity: { Label: 'CRITICAL' } });
};

test('the bundles carry a finding from Security Hub to a card, and a press on it back', async () => {
  const { hub, slack, ana, settled, invoked } = stack;
  await stack.invoke('findings', { Records: [] });
  hub.imports(news());
  await settled();
  const [card] = ana.sees(CHANNEL);
  expect(card?.attachments.length).toBeGreaterThan(0);

  const { status } = await ana.act({ channel: CHANNEL, ts: card?.ts ?? '' }, { actionId: 'finding:acknowledge' });
  expect(status).toBe(200);
  await settled();

  expect([...hub.findings.values()]).toMatchObject([{ Workflow: { Status: 'NOTIFIED' } }]);
  expect(JSON.stringify(slack.state.messages.get(CHANNEL))).toContain('Acknowledged');
  expect(Object.keys(invoked).sort()).toEqual(expect.arrayContaining(['actions', 'deliver', 'findings']));
}, 60_000);

test('a suppression is carried out by the bundle that alone may', async () => {
  const { hub, ana, settled, invoked } = stack;
  const [card] = ana.sees(CHANNEL);
  await ana.act({ channel: CHANNEL, ts: card?.ts ?? '' }, { actionId: 'finding:suppress' });
  expect(ana.modals()).toHaveLength(1);
  await ana.submit({
    reason: { class: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: 'x' }, value: 'test resource' } } },
    note: { text: { type: 'plain_text_input', value: 'Honeypot of the research team' } },
  });
  expect(ana.modals()).toEqual([]);
  await settled();
  expect(invoked['admin']).toBe(1);
  expect([...hub.findings.values()]).toMatchObject([{ Workflow: { Status: 'SUPPRESSED' } }]);
}, 60_000);

test('a request that nobody signed is turned away by the function URL', async () => {
  const { status } = await stack.slack.deliver('command=%2Fshub&text=help', { 'x-slack-signature': 'v0=00' });
  expect(status).toBe(401);
});
