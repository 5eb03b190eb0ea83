import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { write } from '../sandbox/page/open-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { newestFinding, PATIENCE, type Person, SIZES, sitDown } from '../support/sit-down.ts';

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

/** What the page says of #sec-alerts at one and the same moment: messages, those not on the page included, and cards that wait. */
async function standing({ page }: Person): Promise<{ messages: number; waiting: number }> {
  const texts = await page.evaluate<string[]>(`[
    document.querySelectorAll('.channel-screen article.message').length + '',
    document.querySelector('.earlier').textContent,
    [...document.querySelectorAll('#panel-delivery .line')].find((line) => line.textContent.includes('#sec-alerts')).textContent,
  ]`);
  const [drawn = '', earlier = '', delivery = ''] = texts;
  return {
    messages: Number(drawn) + Number(/\((\d+)\)/.exec(earlier)?.[1] ?? 0),
    waiting: Number(/(\d+) waiting/.exec(delivery)?.[1]),
  };
}

test.each(SIZES)(
  '%s five hundred findings at once: each is a card or waits to be one, one can go on working, and the clock brings them all',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await ana.make('+ GuardDuty');
    const earlier = newestFinding(sandbox);
    await sandbox.ready;
    await ana.goTo('sec-alerts');
    await ana.tab('Delivery');
    const before = await standing(ana);
    expect(before.waiting).toBe(0);

    await ana.make('Burst of 500');
    await expect.poll(async () => (await standing(ana)).waiting, PATIENCE).toBeGreaterThan(400);
    await expect
      .poll(async () => {
        const { messages, waiting } = await standing(ana);
        return messages - before.messages + waiting;
      }, PATIENCE)
      .toBe(500);
    await (await ana.tab('Findings')).getByText('531 findings').waitFor();

    // One message a second goes out, and meanwhile people work.
    await ana.goTo('sec-prod');
    await ana.press(ana.card(earlier).getByRole('button', { name: /^Acknowledge/ }));
    await ana.card(earlier).getByText('Acknowledged by').first().waitFor();
    await write(ana.page, '/shub findings severity=critical');
    await ana.page.locator('.message.ephemeral').filter({ hasText: 'CRITICAL' }).first().waitFor();

    await ana.goTo('sec-alerts');
    await ana.tab('Delivery');
    // At one a second five hundred take eight minutes and a half, and a little more where the machine is slow.
    await ana.make('+ 10 min');
    await ana.make('+ 10 min');
    await expect.poll(() => standing(ana), PATIENCE).toEqual({ messages: before.messages + 500, waiting: 0 });
    await ana.leave();
  },
  180_000,
);
