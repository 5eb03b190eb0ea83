import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { messages, write } from '../sandbox/page/open-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { newestFinding, PATIENCE, type Person, SIZES, sitDown } from '../support/sit-down.ts';

let browser: Browser;
let sandbox: Sandbox;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(() => browser.close());
beforeEach(async () => {
  sandbox = await startSandbox(0);
}, 120_000);
afterEach(() => sandbox.stop());

const head = ({ page }: Person) => messages(page).filter({ hasText: /\d+ findings? at once|The storm is over/ });

async function waitingIn(channel: string, person: Person): Promise<number> {
  const line = (await person.tab('Delivery')).getByRole('listitem').filter({ hasText: channel });
  return Number(/(\d+) waiting/.exec(await line.innerText())?.[1]);
}

/** Has everything shown that was ever said in the channel. */
async function wholeChannel({ page, press }: Person): Promise<void> {
  const more = page.getByRole('button', { name: /^Show earlier/ });
  const beginning = page.getByText('This is the very beginning of the channel');
  await more.or(beginning).first().waitFor();
  while (await more.isVisible()) {
    const hidden = await more.innerText();
    await press(more);
    await beginning
      .or(more.and(page.locator(`:not(:text-is(${JSON.stringify(hidden)}))`)))
      .first()
      .waitFor();
  }
}

test.each(SIZES)(
  '%s five hundred findings at once: one message counts them all, one can go on working, and the clock brings each of them',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await sandbox.ready;
    await ana.make('+ GuardDuty');
    const earlier = newestFinding(sandbox);
    await ana.goTo('sec-alerts');
    await messages(ana.page).first().waitFor();
    const before = await messages(ana.page).count();
    const known = sandbox.hub.findings.size;

    await ana.make('Burst of 500');
    await head(ana).filter({ hasText: 'waiting' }).first().waitFor({ state: 'attached' });
    await expect.poll(() => waitingIn('#sec-alerts', ana), PATIENCE).toBeGreaterThan(0);

    // One message a second goes out, and meanwhile people work.
    await ana.goTo('sec-prod');
    await ana.press(ana.card(earlier).getByRole('button', { name: /^Acknowledge/ }));
    await ana.card(earlier).getByText('Acknowledged by').first().waitFor();
    await write(ana.page, '/shub findings severity=critical');
    await ana.page.locator('.message.ephemeral').filter({ hasText: 'CRITICAL' }).first().waitFor();

    await ana.make('+ 10 min');
    await expect.poll(() => waitingIn('#sec-alerts', ana), PATIENCE).toBe(0);
    expect(sandbox.hub.findings.size).toBe(known + 500);
    await (await ana.tab('Findings')).getByText(`${known + 500} findings`).waitFor();

    await ana.goTo('sec-alerts');
    // The more cards went out before the storm was one, the less of the channel fits into what is shown at first.
    await wholeChannel(ana);
    const said = await head(ana).innerText();
    expect(said).toContain('The storm is over');
    const sheets = Number(/on (\d+) sheets/.exec(said)?.[1]);
    // In those ten minutes somebody was called to what nobody acknowledged, in the channel too.
    const calls = messages(ana.page).filter({ hasText: 'nobody has acknowledged this for' });
    const cards = (await messages(ana.page).count()) - (await calls.count()) - before - 1 - sheets;
    expect(cards).toBeGreaterThanOrEqual(20); // a critical one has a card of its own
    const rows = messages(ana.page)
      .locator('button')
      .filter({ hasText: /^Open$/ });
    const listed = await rows.count();
    expect(listed).toBeLessThanOrEqual(sheets * 40);
    expect(cards + listed).toBe(500);

    // A row of a sheet becomes a card that can be worked with.
    await ana.press(rows.last());
    await ana.page
      .locator('.message.ephemeral')
      .getByRole('button', { name: /^Acknowledge/ })
      .first()
      .waitFor();
    await ana.leave();
  },
  600_000,
);
