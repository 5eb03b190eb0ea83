import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { composer, DESK, dialog, messages, openPage, PHONE, write } from './open-page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
  await demo.fill();
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** Each thing axe-core finds wrong with the page as it stands, as a sentence. */
async function complaints(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 160) + ' ' + failureSummary)))`);
}

const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

const LOOKS = [
  ['a desk in light', DESK, 'light'],
  ['a desk in dark', DESK, 'dark'],
  ['a phone in light', PHONE, 'light'],
  ['a phone in dark', PHONE, 'dark'],
] as const;

test.each(LOOKS)(
  'axe finds nothing in Slack on %s',
  async (_, viewport, colorScheme) => {
    const page = await openPage(browser, demo, { viewport, colorScheme });
    await messages(page).nth(4).waitFor();
    expect(await complaints(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);

    await messages(page).getByText('2 replies').click();
    await page.getByRole('complementary', { name: 'Thread' }).getByText('Closed port 22').waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');

    await composer(page).fill('/');
    expect(await complaints(page)).toEqual([]);
    await write(page, '/demo form');
    await dialog(page).getByRole('button', { name: 'Suppress', exact: true }).click();
    await dialog(page).getByText('Please complete this required field.').first().waitFor();
    expect(await complaints(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await demo.slack.as('UANA').close({ all: true });
    await page.context().close();
  },
  60_000,
);

test.each(LOOKS)(
  'axe finds nothing in the console, the list of channels and Home on %s',
  async (_, viewport, colorScheme) => {
    const page = await openPage(browser, demo, { viewport, colorScheme, at: { half: 'console' } });
    await page.getByRole('tab').first().waitFor();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      expect(await complaints(page), (await tab.textContent()) ?? '').toEqual([]);
      expect(await overflow(page)).toBe(0);
    }
    if (viewport === PHONE) {
      await page.getByRole('button', { name: 'Slack', exact: true }).click();
      await page.locator('.channel-screen').getByRole('button', { name: 'Channels' }).click();
      expect(await complaints(page)).toEqual([]);
    }
    await page.getByRole('button', { name: 'Home' }).click();
    await page.getByText('Your findings').waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.context().close();
  },
  60_000,
);

test('on a phone everything that is tapped is at least 44 pixels high', async () => {
  const page = await openPage(browser, demo, { viewport: PHONE });
  await messages(page).nth(4).waitFor();
  const small = () =>
    page.evaluate(`[...document.querySelectorAll('button, select, summary, .choice, input:not([type=checkbox], [type=radio])')]
      .filter((e) => e.getClientRects().length > 0 && !e.classList.contains('mention') && e.getBoundingClientRect().height < 43.5)
      .map((e) => e.outerHTML.slice(0, 120) + ' ' + e.getBoundingClientRect().height)`);
  expect(await small()).toEqual([]);
  await page.getByRole('button', { name: 'Console', exact: true }).click();
  expect(await small()).toEqual([]);
  await page.context().close();
});

test('with the keyboard alone: a channel, a card’s button, its confirm dialog, a thread, another person', async () => {
  const page = await openPage(browser, demo);
  await messages(page).nth(4).waitFor();
  const focus = () => page.evaluate('document.activeElement?.getAttribute("data-key") ?? document.activeElement?.textContent ?? ""');
  const tabTo = async (wanted: RegExp, key = 'Tab') => {
    for (let presses = 0; presses < 120; presses++) {
      await page.keyboard.press(key);
      if (wanted.test(String(await focus()))) return;
    }
    throw new Error(`Tab never reached ${wanted}`);
  };

  await tabTo(/^entry CPROD$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '# sec-prod' }).waitFor();
  await tabTo(/^entry CSEC$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await messages(page).nth(4).waitFor();

  await tabTo(/ resolve$/);
  await page.keyboard.press('Enter');
  await dialog(page).getByText('Security Hub will say RESOLVED.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(async () => String(await focus())).toMatch(/ resolve$/);

  await tabTo(/^thread of /, 'Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Thread' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(async () => String(await focus())).toMatch(/^thread of /);

  await tabTo(/^person$/, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'You are Bruno Keller' }).waitFor();
  await page.context().close();
}, 60_000);
