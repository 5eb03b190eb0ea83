import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { entry, messages, openPage } from './open-page.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  page = await openPage(browser, demo);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const rows = () => page.getByRole('tabpanel', { name: 'Findings' }).getByRole('listitem');
const show = async (tab: string) => {
  await page.getByRole('tab', { name: tab }).click();
  return page.getByRole('tabpanel', { name: tab });
};

test('findings are filtered by what they are', async () => {
  await rows().nth(2).waitFor();
  await page.getByLabel('Severity').selectOption('CRITICAL');
  await expect.poll(() => rows().count()).toBe(1);
  expect(await rows().first().textContent()).toContain('Bitcoin-related DNS query');
  await page.getByText('1 of 3 findings').waitFor();
  await page.getByLabel('Severity').selectOption('');
  await page.getByLabel('Find in titles and resources').fill('logs-bucket');
  await expect.poll(() => rows().count()).toBe(1);
  await page.getByLabel('Find in titles and resources').fill('');
});

test('a status changed in the console is changed in Security Hub, by the console’s user', async () => {
  await page.getByLabel('Workflow status of Credentials in an S3 object').selectOption('RESOLVED');
  const changed = () => [...demo.hub.findings.values()].find(({ Title }) => Title === 'Credentials in an S3 object');
  await expect.poll(() => changed()?.Workflow).toEqual({ Status: 'RESOLVED' });
});

test('a change made elsewhere shows without being asked for', async () => {
  const [first] = [...demo.hub.findings.values()];
  demo.hub.consoleUpdates([{ Id: String(first?.Id), ProductArn: String(first?.ProductArn) }], {
    status: 'NOTIFIED',
    note: 'on it',
    who: 'eve',
  });
  const row = rows().filter({ hasText: String(first?.Title) });
  await row.getByText('on it').waitFor();
  expect(await row.getByRole('combobox').inputValue()).toBe('NOTIFIED');
  expect(await row.textContent()).toContain('eve');
});

test('the custom action of a finding sends its event', async () => {
  await rows().first().getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Send to Slack' }).click();
  await expect.poll(() => demo.bus.events.map(({ event }) => event['detail-type'])).toContain('Security Hub Findings - Custom Action');
});

test('each event is listed with its verdict and the reason', async () => {
  const log = await show('Event log');
  const line = log.getByRole('listitem').filter({ hasText: 'CVE-2030-0001' });
  expect(await line.textContent()).toMatch(/ticket\s+first seen/);
});

test('a message of SNS opens below its subject and its attributes, as indented JSON, and stays open when others come', async () => {
  const inbox = await show('SNS inbox');
  const line = inbox.getByRole('listitem').filter({ hasText: 'CRITICAL BitcoinTool' });
  expect(await line.textContent()).toContain('severity: CRITICAL');
  await line.getByText('Message').click();
  const text = line.locator('pre');
  await text.waitFor();
  expect(await text.textContent()).toContain('\n  "account": "prod-payments"');

  await (await show('Tickets')).getByText('There is no ticket yet.').waitFor();
  await show('SNS inbox');
  expect(await text.isVisible()).toBe(true);
});

test('lines stand under their headings', async () => {
  const delivery = await show('Delivery');
  expect(await delivery.getByRole('heading').allTextContents()).toEqual(['Channels', 'Queues']);
  expect(await delivery.textContent()).toContain('3 waiting');
});

test('the address names the tab, and a reload opens it', async () => {
  await show('Delivery');
  expect(new URL(page.url()).searchParams.get('tab')).toBe('delivery');
  await page.reload();
  await page.getByRole('tabpanel', { name: 'Delivery' }).getByText('3 waiting').waitFor();
});

test('the clock has its place', async () => {
  await expect.poll(async () => (await show('Clock')).textContent()).toMatch(/\d\d:\d\d:\d\d/);
});

test('a button does what it says and tells what came of it', async () => {
  const before = demo.clock.now();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await page.getByRole('status').getByText('A day later').waitFor();
  expect(demo.clock.now() - before).toBeGreaterThanOrEqual(86_400_000);

  await page.getByRole('button', { name: 'A message', exact: true }).click();
  await entry(page, 'sec-prod').click();
  await messages(page).getByText('something happened in prod-payments').waitFor();
});

test('a button that fails says why', async () => {
  await page.getByRole('button', { name: 'A failure' }).click();
  await page.getByRole('alert').getByText('There is no finding yet. Make one first.').waitFor();
});
