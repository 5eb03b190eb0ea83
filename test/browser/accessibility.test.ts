import { expect, test } from 'vitest';
import { DESK, dialog, messages, PHONE, write } from '../sandbox/page/open-page.ts';
import { complaints, overflow } from '../support/axe.ts';
import { browser, openBrowserAndSandbox, sandbox } from '../support/browser-and-sandbox.ts';
import { sitDown } from '../support/sit-down.ts';

openBrowserAndSandbox();

test.each([
  ['a desk in light', DESK, 'light'],
  ['a desk in dark', DESK, 'dark'],
  ['a phone in light', PHONE, 'light'],
  ['a phone in dark', PHONE, 'dark'],
] as const)(
  'axe finds nothing in the product’s cards, lists, reports and modals on %s',
  async (_, viewport, colorScheme) => {
    const ana = await sitDown(browser, sandbox, { viewport, colorScheme });
    const card = messages(ana.page).filter({ hasText: 'cryptocurrency' }).first();
    const flawless = async (what: string) => {
      expect(await complaints(ana.page), what).toEqual([]);
      expect(await overflow(ana.page), what).toBe(0);
    };
    await card.waitFor();
    await flawless('cards');

    for (const button of [/^Suppress/, /^Resolve/, /^Details/]) {
      await ana.press(card.getByRole('button', { name: button }));
      await dialog(ana.page).waitFor();
      const submit = dialog(ana.page).locator('button[type=submit]');
      if ((await submit.count()) > 0) await ana.press(submit);
      await ana.page.waitForTimeout(300);
      await flawless(String(button));
      await ana.page.keyboard.press('Escape');
      await dialog(ana.page).waitFor({ state: 'detached' });
    }

    for (const command of ['/shub findings', '/shub tickets', '/shub score', '/shub standards', '/shub report', '/shub help']) {
      const before = await messages(ana.page).count();
      await write(ana.page, command);
      await messages(ana.page).nth(before).waitFor();
      await flawless(command);
    }

    await ana.toConsole();
    for (const name of await ana.page.getByRole('tab').allTextContents()) {
      const panel = await ana.tab(name);
      const more = panel.locator('summary').first();
      if ((await more.count()) > 0) await ana.press(more);
      await flawless(name);
    }
    await ana.leave();
  },
  300_000,
);
