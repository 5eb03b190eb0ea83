import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { complaints, overflow } from '../../support/axe.ts';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { composer, DESK, dialog, messages, openPage, PHONE, write } from './open-page.ts';

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
    await dialog(page).waitFor({ state: 'detached' });
    await page.context().close();
  },
  60_000,
);

test.each(LOOKS)(
  'axe finds nothing in any input, in a stack of modals, in a confirm dialog and in the menus on %s',
  async (_, viewport, colorScheme) => {
    const page = await openPage(browser, demo, { viewport, colorScheme });
    await write(page, '/demo inputs');
    await dialog(page).getByRole('button', { name: 'Send', exact: true }).click();
    await dialog(page).getByText('Please complete this required field.').first().waitFor();
    expect(await complaints(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);

    await dialog(page).getByRole('button', { name: 'Forget all' }).click();
    await page.getByRole('dialog', { name: 'Forget all?' }).waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await demo.slack.as('UANA').close({ all: true });
    await dialog(page).waitFor({ state: 'detached' });

    await write(page, '/demo form');
    for (const view of ['View 2', 'View 3']) {
      await dialog(page).getByRole('button', { name: 'Open another' }).click();
      await dialog(page).getByRole('heading', { name: view }).waitFor();
      expect(await complaints(page)).toEqual([]);
    }
    await demo.slack.as('UANA').close({ all: true });
    await dialog(page).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await messages(page).last().getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await complaints(page)).toEqual([]);
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
      for (const more of await page.getByRole('tabpanel').locator('summary').all()) await more.click();
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

test.each([
  ['a desk', DESK],
  ['a phone', PHONE],
])(
  'with the keyboard alone on %s: a channel, a card’s button, its confirm dialog, a thread, another person, the console',
  async (_, viewport) => {
    const page = await openPage(browser, demo, { viewport });
    await messages(page).nth(4).waitFor();
    const { press, tabTo, focus } = keyboardOf(page);
    const toTheList = async () => {
      if (viewport !== PHONE) return;
      await tabTo(/^Channels$/, 'Shift+Tab');
      await press('Enter');
    };

    await toTheList();
    await tabTo(/^entry CPROD$/);
    await press('Enter');
    await page.getByRole('heading', { name: '# sec-prod' }).waitFor();
    await toTheList();
    await tabTo(/^entry CSEC$/, viewport === PHONE ? 'Tab' : 'Shift+Tab');
    await press('Enter');
    await messages(page).nth(4).waitFor();

    await tabTo(/ resolve$/);
    await press('Enter');
    await dialog(page).getByText('Security Hub will say RESOLVED.').waitFor();
    await press('Escape');
    await expect.poll(focus).toMatch(/ resolve$/);

    await tabTo(/^thread of /);
    await press('Enter');
    await page.getByRole('complementary', { name: 'Thread' }).waitFor();
    await press('Escape');
    await expect.poll(focus).toMatch(/^thread of /);

    await toTheList();
    await tabTo(/^person$/, viewport === PHONE ? 'Tab' : 'Shift+Tab');
    await press('Enter');
    await press('ArrowDown');
    await press('Enter');
    await page.getByRole('button', { name: 'You are Bruno Keller' }).waitFor();

    if (viewport === PHONE) {
      await tabTo(/^Console$/);
      await press('Enter');
    }
    await tabTo(/^tab findings$/, viewport === PHONE ? 'Shift+Tab' : 'Tab');
    await press('ArrowRight');
    await press('ArrowRight');
    await page.getByRole('tabpanel', { name: 'SNS inbox' }).waitFor();
    await tabTo(/^more sns m1/);
    await press('Enter');
    await page.getByText('"account": "prod-payments"').waitFor();
    await page.context().close();
  },
  60_000,
);

function keyboardOf(page: Page) {
  const focus = async () =>
    String(
      await page.evaluate(
        '(({ activeElement: e }) => e?.getAttribute("data-key") ?? e?.getAttribute("aria-label") ?? e?.textContent ?? "")(document)',
      ),
    );
  return {
    focus,
    press: (key: string) => page.keyboard.press(key),
    /** Goes on from control to control until it has reached the one with this name. */
    async tabTo(wanted: RegExp, key = 'Tab'): Promise<void> {
      for (let presses = 0; presses < 160; presses++) {
        await page.keyboard.press(key);
        if (wanted.test(await focus())) return;
      }
      throw new Error(`${key} never reached ${wanted}`);
    },
  };
}
