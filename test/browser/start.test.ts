import { expect, test } from 'vitest';
import { messages } from '../sandbox/page/open-page.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

const distinct = (field: string) => new Set([...sandbox.hub.findings.values()].map((finding) => finding[field]));

test('the estate has findings of every product, in three accounts and two regions', () => {
  expect(sandbox.hub.findings.size).toBeGreaterThanOrEqual(30);
  expect(distinct('AwsAccountId').size).toBe(3);
  expect(distinct('Region').size).toBe(2);
  expect([...distinct('ProductName')]).toEqual(
    expect.arrayContaining([
      'GuardDuty',
      'Inspector',
      'Macie',
      'IAM Access Analyzer',
      'Security Hub',
      'Config',
      'Health',
      'Systems Manager Patch Manager',
      'Backup check',
    ]),
  );
});

test.each(SIZES)(
  '%s whoever comes finds at most eight cards in a channel, and none of them from the future',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    for (const channel of ['sec-prod', 'sec-alerts']) {
      await ana.goTo(channel);
      await messages(ana.page).nth(3).waitFor();
      const count = await messages(ana.page).count();
      expect(count).toBeLessThanOrEqual(8);
      expect(await ana.page.getByText('This is the very beginning of the channel').count()).toBe(1);
    }
    const findings = await ana.tab('Findings');
    await findings.getByText('updated').first().waitFor();
    expect(await findings.innerText()).not.toMatch(/updated in \d/);
    await ana.leave();
  },
  120_000,
);

test('a reset takes away what was made and done, at the same address', async () => {
  const ana = await sitDown(browser, sandbox);
  const { pathname, host } = new URL(ana.page.url());
  await ana.make('+ GuardDuty');
  await (await ana.tab('Findings')).getByText(`${sandbox.hub.findings.size} findings`).waitFor();
  const before = await messages(ana.page).count();

  await ana.page.getByRole('button', { name: 'Reset' }).click();
  await ana.page.locator('.lost').filter({ hasText: 'Trying to reconnect' }).waitFor();
  await expect.poll(() => ana.page.locator('.lost').textContent(), PATIENCE).toBe('');
  await expect.poll(() => messages(ana.page).count(), PATIENCE).toBe(before - 1);
  expect(new URL(ana.page.url())).toMatchObject({ pathname, host });
  await ana.leave();
}, 120_000);
