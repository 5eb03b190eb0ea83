import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startDemo } from '../../support/demo-page.ts';
import { messages, openPage, PHONE } from './open-page.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let browser: Browser;
beforeAll(async () => {
  [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

const say = (text: string) => demo.app.client.chat.postMessage({ channel: 'CSEC', text });

test('when the line breaks the page says so, and comes back by itself with what was missed', async () => {
  let own = await startDemo();
  const page = await openPage(browser, own);
  const port = Number(new URL(own.page.url).port);
  await own.stop();
  await page.getByText('Trying to reconnect').waitFor();

  own = await startDemo({ port });
  await own.app.client.chat.postMessage({ channel: 'CSEC', text: 'said while it was away' });
  await messages(page).getByText('said while it was away').waitFor({ timeout: 15_000 });
  await expect.poll(() => page.locator('.lost').textContent()).toBe('');
  await page.context().close();
  await own.stop();
});

test('the address leads to its channel, and to the first one when this person does not see it', async () => {
  const there = await openPage(browser, demo, { at: { channel: 'CPROD' } });
  await there.getByRole('heading', { name: '# sec-prod' }).waitFor();
  expect(new URL(there.url()).searchParams.get('channel')).toBe('CPROD');
  await there.context().close();

  const guest = await openPage(browser, demo, { at: { as: 'UGUS', channel: 'CPROD' } });
  await guest.getByRole('heading', { name: '# sec-alerts' }).waitFor();
  await guest.context().close();
});

test('of five hundred messages the newest fifty are sent, and earlier ones when asked for', async () => {
  for (let each = 0; each < 500; each++) await say(`message ${each}`);
  const page = await openPage(browser, demo);
  await messages(page).getByText('message 499').waitFor();
  expect(await messages(page).count()).toBe(50);

  await page.getByRole('button', { name: 'Show earlier (450)' }).click();
  await messages(page).getByText('message 400', { exact: true }).waitFor();
  expect(await messages(page).count()).toBe(100);
  await page.context().close();
});

test('a reader who is not at the end is left where they are by a new message', async () => {
  const page = await openPage(browser, demo);
  await messages(page).last().waitFor();
  const ofScroller = (expression: string) =>
    page.evaluate(`(() => { const e = document.querySelector('.channel-screen .messages'); return ${expression}; })()`);
  await expect.poll(() => ofScroller('Math.round(e.scrollHeight - e.scrollTop - e.clientHeight)')).toBeLessThan(2);

  await ofScroller('(e.scrollTop = 300)');
  await expect.poll(() => ofScroller('e.scrollTop')).toBe(300);
  await say('news below');
  await messages(page).getByText('news below').waitFor();
  expect(await ofScroller('e.scrollTop')).toBe(300);
  await page.context().close();
});

test('until the messages of a channel come, none of the one before stand under its name', async () => {
  const page = await openPage(browser, demo);
  await messages(page).last().waitFor();
  await page.route('**/do', () => undefined); // the server never hears where they went
  await page.getByRole('button', { name: 'sec-prod' }).click();
  await page.getByRole('heading', { name: '# sec-prod' }).waitFor();
  expect(await messages(page).count()).toBe(0);
  await page.context().close();
});

test('on a phone a reader finds the channel as they left it after a look at the console, whatever came meanwhile', async () => {
  const page = await openPage(browser, demo, { viewport: PHONE });
  await messages(page).last().waitFor();
  const top = () => page.evaluate(`document.querySelector('.channel-screen .messages').scrollTop`);
  const half = (name: string) => page.getByRole('button', { name, exact: true }).tap();
  await messages(page).nth(20).scrollIntoViewIfNeeded();
  const before = await top();
  expect(before).toBeGreaterThan(200);

  await half('Console');
  await say('came while they looked elsewhere');
  await messages(page).getByText('came while they looked elsewhere').waitFor({ state: 'attached' });
  await half('Slack');
  await expect.poll(top).toBe(before);
  await page.context().close();
});

test('how long ago something was stays true when the clock moves', async () => {
  const page = await openPage(browser, demo, { at: { tab: 'lock' } });
  await say('a moment ago');
  const push = page.locator('.lock-list .push').first();
  await push.getByText('just now').waitFor();
  await page.getByRole('button', { name: '+ 1 day' }).click();
  await push.getByText('1 day ago').waitFor();
  await page.context().close();
});

test('only what changed is sent, and a burst in few batches', async () => {
  const controller = new AbortController();
  const response = await fetch(`${demo.page.url}/live?as=UANA&channel=CSEC`, { signal: controller.signal });
  const heard: string[] = [];
  const listening = (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) heard.push(chunk);
  })().catch(() => undefined);
  await expect.poll(() => heard.join('')).toContain('"section":"lines"');

  const before = heard.join('').length;
  for (let each = 0; each < 40; each++) await say(`burst ${each}`);
  const news = () => heard.join('').slice(before);
  await expect.poll(news).toContain('burst 39');
  const batches = news()
    .split('\n\n')
    .filter((line) => line.includes('"section":"messages"'));
  expect(batches.length).toBeLessThan(40);
  expect(news()).not.toContain('message 480');
  expect(news()).not.toContain('"section":"workspace"');
  controller.abort();
  await listening;
});

test('nothing of another person’s leaves the server', async () => {
  await demo.slack.as('UBRUNO').command('CSEC', '/demo whisper');
  const page = await openPage(browser, demo);
  const lines: string[] = [];
  const controller = new AbortController();
  const response = await fetch(`${demo.page.url}/live?as=UANA&channel=CSEC`, { signal: controller.signal });
  const listening = (async () => {
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) lines.push(chunk);
  })().catch(() => undefined);
  await expect.poll(() => lines.join('')).toContain('"section":"lines"');
  expect(
    demo.slack
      .as('UBRUNO')
      .sees('CSEC')
      .some(({ text }) => text.includes('Only you may')),
  ).toBe(true);
  expect(lines.join('')).not.toContain('Only you may');
  controller.abort();
  await listening;
  await page.context().close();
});
