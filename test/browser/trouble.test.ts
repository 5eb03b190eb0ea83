import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { launchBrowser } from '../support/browser.ts';
import { newestFinding, PATIENCE, SIZES, sitDown } from '../support/sit-down.ts';

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

test.each(SIZES)(
  '%s: Slack answers 429, the channel waits as long as it was told, and then the card is there, once',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await sandbox.ready;
    await ana.make('Slack answers 429');
    await ana.make('+ Custom');
    const finding = newestFinding(sandbox);
    const delivery = await ana.tab('Delivery');
    await delivery.getByText('Slack wants none until').waitFor();
    expect(await ana.card(finding).count()).toBe(0);

    await ana.make('+ 10 min');
    await expect.poll(() => ana.card(finding).count(), PATIENCE).toBe(1);
    await (await ana.tab('Delivery')).getByRole('listitem').filter({ hasText: '#sec-prod' }).getByText('0 waiting').waitFor();
    await ana.leave();
  },
  90_000,
);

test.each(SIZES)(
  '%s: Slack is down, nothing is lost, and all is there when it is well again',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await sandbox.ready;
    await ana.make('Slack is down');
    await ana.make('+ Custom');
    const finding = newestFinding(sandbox);
    await (await ana.tab('Event log')).getByText('Slack did not take a message').first().waitFor();
    await (await ana.tab('Delivery')).getByRole('listitem').filter({ hasText: '#sec-prod' }).getByText('1 waiting').waitFor();
    expect(await ana.card(finding).count()).toBe(0);

    await ana.make('All is well');
    await ana.make('+ 10 min');
    await expect.poll(() => ana.card(finding).count(), PATIENCE).toBe(1);
    await ana.leave();
  },
  90_000,
);

test.each(SIZES)(
  '%s: Slack posts a card and loses the answer, and still there is one card',
  async (_, viewport) => {
    const ana = await sitDown(browser, sandbox, { viewport });
    await sandbox.ready;
    await ana.make('Slack loses an answer');
    await ana.make('+ Custom');
    const finding = newestFinding(sandbox);
    await expect.poll(() => ana.card(finding).count(), PATIENCE).toBe(1);

    await ana.make('+ 10 min');
    await (await ana.tab('Delivery')).getByRole('listitem').filter({ hasText: '#sec-prod' }).getByText('0 waiting').waitFor();
    expect(await ana.card(finding).count()).toBe(1);
    await ana.toSlack();
    await ana.press(ana.card(finding).getByRole('button', { name: /^Acknowledge/ }));
    await ana.card(finding).getByText('Acknowledged by').first().waitFor();
    await ana.leave();
  },
  90_000,
);
