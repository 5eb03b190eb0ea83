import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { DESK, dialog, messages, openPage, PHONE } from '../sandbox/page/open-page.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
let sandbox: Sandbox;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  sandbox = await startSandbox(0);
});
afterEach(() => sandbox.stop());

/** The sandbox as this person sees it, once its cards are there. */
async function look(as: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await openPage(browser, { page: sandbox }, { viewport, at: { as } });
  await card(page).waitFor({ timeout: 20_000 });
  return page;
}

const card = (page: Page) => messages(page).filter({ hasText: 'querying a domain name associated with cryptocurrency' });

const status = () => {
  const finding = [...sandbox.hub.findings.values()].find(({ Title }) => String(Title).includes('cryptocurrency'));
  return JSON.stringify(finding?.Workflow);
};

const SIZES = [
  ['at a desk', DESK],
  ['on a phone', PHONE],
] as const;

test.each(SIZES)('%s a responder acknowledges the card, Security Hub says NOTIFIED and the card who', async (_, viewport) => {
  const page = await look('U0ANA', viewport);
  await card(page)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await card(page).getByText('Acknowledged').first().waitFor();

  expect(status()).toContain('NOTIFIED');
  expect(await card(page).innerText()).toMatch(/Acknowledged by @ana/i);
  expect(
    await card(page)
      .getByRole('button', { name: /^Acknowledge/ })
      .count(),
  ).toBe(0);
  await page.context().close();
});

test.each(SIZES)('%s suppressing asks for a reason, shows what is missing, and then does it', async (_, viewport) => {
  const page = await look('U0ANA', viewport);
  await card(page)
    .getByRole('button', { name: /^Suppress/ })
    .click();
  await dialog(page).waitFor();
  await dialog(page).getByRole('button', { name: 'Suppress', exact: true }).click();
  await dialog(page).getByText('Please complete this required field.').first().waitFor();
  expect(status()).toContain('NEW');

  await dialog(page).locator('select').selectOption({ label: 'Accepted risk' });
  await dialog(page).locator('textarea').fill('Research honeypot, agreed with the board');
  await dialog(page).getByRole('button', { name: 'Suppress', exact: true }).click();
  await card(page).getByText('Research honeypot').waitFor();
  expect(status()).toContain('SUPPRESSED');
  await page.context().close();
});

test.each([
  ['a viewer', 'U0VERA', 'This needs the role responder'],
  ['a guest', 'U0GUS', 'Guests of this workspace cannot use shub'],
  ['someone of another workspace', 'U0FAY', 'Only members of this workspace can use shub'],
])('%s is refused in words that only they see', async (_, who, words) => {
  const page = await look(who, PHONE);
  await card(page)
    .getByRole('button', { name: /^Acknowledge/ })
    .click();
  await page.getByText(words).first().waitFor();
  await page.getByText('Only visible to you').first().waitFor();
  expect(status()).toContain('NEW');
  await page.context().close();
});

test('what is resolved in the AWS console shows on the card as coming from outside', async () => {
  const page = await look('U0ANA', DESK);
  const [finding] = [...sandbox.hub.findings.values()].filter(({ Title }) => String(Title).includes('cryptocurrency'));
  await page.getByLabel('Find in titles and resources').fill('cryptocurrency');
  await page
    .getByRole('combobox', { name: /status of/i })
    .first()
    .selectOption('RESOLVED');
  await expect.poll(status).toContain('RESOLVED');
  expect(finding).toBeDefined();
  await page.getByRole('button', { name: '+ 10 min' }).click();
  await card(page).getByText('in the AWS console').first().waitFor();
  await page.context().close();
});

test('a low finding that somebody sends by hand from the AWS console becomes a card', async () => {
  const page = await look('U0ANA', DESK);
  await page.getByLabel('Find in titles and resources').fill('versioning');
  await page
    .getByRole('button', { name: /more|actions/i })
    .last()
    .click();
  await page.getByText('Send to Slack').first().click();
  await messages(page).filter({ hasText: 'versioning enabled' }).first().waitFor({ timeout: 10_000 });
  await page.context().close();
});

test('when Slack answers 429 the card comes late, and once', async () => {
  const page = await look('U0ANA', DESK);
  const ours = () => messages(page).filter({ hasText: 'orders database has had no backup' }).count();
  await expect.poll(ours, { timeout: 15_000 }).toBe(1); // the estate's own, from the start
  await page.getByRole('button', { name: 'Slack answers 429' }).click();
  await page.getByRole('button', { name: '+ Custom' }).click();
  await page.getByRole('button', { name: '+ 10 min' }).click();
  await expect.poll(ours, { timeout: 15_000 }).toBe(2);
  await page.context().close();
});
