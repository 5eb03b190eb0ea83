import type { KnownBlock } from '@slack/types';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { demoCard, everyBlock } from '../../support/demo-messages.ts';
import { startDemo } from '../../support/demo-page.ts';
import { messages, openPage } from './open-page.ts';

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

async function post(message: { text?: string; blocks?: KnownBlock[]; attachments?: object[] }) {
  const { ts } = await demo.app.client.chat.postMessage({ channel: 'CSEC', text: 'for the notification', ...message });
  const drawn = page.locator(`.channel-screen [data-ts="${ts}"]`);
  await drawn.waitFor();
  return drawn;
}

test('every block of a message is drawn, and what the blocks replace is not', async () => {
  const drawn = await post({ blocks: everyBlock });

  expect(await drawn.getByRole('heading', { name: 'Every block' }).count()).toBe(1);
  expect(await drawn.getByRole('separator').count()).toBe(1);
  for (const [tag, words] of [
    ['strong', 'accessory'],
    ['blockquote', 'quoted'],
    ['em', 'italic'],
    ['s', 'struck'],
    ['code', 'code'],
    ['pre', 'block of code'],
    ['li', 'one point'],
  ] as const) {
    expect(await drawn.locator(tag).filter({ hasText: words }).count(), tag).toBeGreaterThan(0);
  }
  for (const words of [
    '🔔',
    '@Ana Ruiz',
    '#sec-alerts',
    '@oncall-cloud',
    '@here',
    '🎉',
    '**markdown** as it was written',
    'Small print 🔒',
  ]) {
    expect(await drawn.textContent()).toContain(words);
  }
  expect(await drawn.getByLabel('Assign to').locator('option').allTextContents()).toContain('Bruno Keller');
  expect(await drawn.getByLabel('Severity').locator('option').allTextContents()).toEqual(['Severity', 'High', 'Low']);
  expect(await drawn.getByLabel('Channel').locator('option').allTextContents()).toContain('#sec-prod');
  expect(await drawn.locator('input[type=date]').inputValue()).toBe('2030-01-02');
  expect(await drawn.locator('input[type=time]').inputValue()).toBe('09:30');
  expect(await drawn.getByRole('checkbox').count()).toBe(2);
  expect(await drawn.getByRole('radio').count()).toBe(2);
  expect(await drawn.textContent()).not.toContain('for the notification');
});

test('a table is a table', async () => {
  const rows: KnownBlock[] = [{ type: 'table', rows: [[{ type: 'raw_text', text: 'Standard' }], [{ type: 'raw_text', text: 'FSBP' }]] }];
  const drawn = await post({ blocks: rows });
  expect(await drawn.getByRole('columnheader', { name: 'Standard' }).count()).toBe(1);
  expect(await drawn.getByRole('cell', { name: 'FSBP' }).count()).toBe(1);
});

test('a block the page cannot draw is named, not left out', async () => {
  const video: KnownBlock = {
    type: 'video',
    alt_text: 'a video',
    title: { type: 'plain_text', text: 'Video' },
    thumbnail_url: 'https://a.example/x.png',
    video_url: 'https://a.example/x',
  };
  const drawn = await post({ blocks: [video] });
  expect(await drawn.getByText('Unsupported block: video').count()).toBe(1);
});

test('a picture from another host is named and not fetched', async () => {
  const drawn = await post({ blocks: [{ type: 'image', image_url: 'https://a.example/x.png', alt_text: 'a trend' }] });
  expect(await drawn.getByText('Picture from a.example: a trend').count()).toBe(1);
  expect(await drawn.locator('img').count()).toBe(0);
});

test('a button tells the app who pressed what, once', async () => {
  const drawn = await post(demoCard('HIGH', 'Port 22 is open', '#d9730d'));
  await drawn.getByRole('button', { name: 'Acknowledge' }).click();
  await expect.poll(() => demo.app.heard).toContain('UANA acknowledge');
  expect(demo.app.heard.filter((line) => line === 'UANA acknowledge')).toHaveLength(1);
});

test('a button that asks first does nothing until the answer is yes', async () => {
  const drawn = await post(demoCard('HIGH', 'Port 23 is open', '#d9730d'));
  await drawn.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('dialog', { name: 'Resolve this?' }).getByRole('button', { name: 'Not yet' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(demo.app.heard).not.toContain('UANA resolve');

  await drawn.getByRole('button', { name: 'Resolve' }).click();
  await page.getByRole('dialog', { name: 'Resolve this?' }).getByRole('button', { name: 'Resolve' }).click();
  await expect.poll(() => demo.app.heard).toContain('UANA resolve');
});

test('an overflow menu and a select send what was chosen', async () => {
  const card = await post(demoCard('HIGH', 'Port 24 is open', '#d9730d'));
  await card.getByRole('button', { name: 'More options' }).click();
  await page.getByRole('menuitem', { name: 'Assign to me' }).click();
  await expect.poll(() => demo.slack.lastRequest()?.body ?? '').toContain('assign');

  const every = await post({ blocks: everyBlock });
  await every.getByLabel('Severity').selectOption('low');
  await expect
    .poll(() => decodeURIComponent(demo.slack.lastRequest()?.body ?? ''))
    .toContain('"selected_option":{"text":{"type":"plain_text","text":"Low"');
});

test('long text of an attachment hides behind "Show more", and stays open when the message is edited', async () => {
  const text = Array.from({ length: 9 }, (_, line) => `line ${line}`).join('\n');
  const drawn = await post({ text: 'before', attachments: [{ color: '#439FE0', text }] });
  const button = drawn.getByRole('button', { name: 'Show more' });
  const clipped = async () => (await drawn.locator('.clamped').count()) > 0;
  expect(await clipped()).toBe(true);

  await button.click();
  expect(await clipped()).toBe(false);
  const ts = await drawn.getAttribute('data-ts');
  await demo.app.client.chat.update({ channel: 'CSEC', ts: ts ?? '', text: 'after', attachments: [{ color: '#439FE0', text }] });
  await drawn.getByText('after').waitFor();
  expect(await clipped()).toBe(false);
  expect(await drawn.getByText('(edited)').count()).toBe(1);
});

test('whatever a finding is called, it stays text', async () => {
  const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
  const escaped = evil.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const drawn = await post({
    text: evil,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: evil } },
      { type: 'section', text: { type: 'mrkdwn', text: `${escaped} <javascript:alert(1)|click>` } },
      { type: 'section', text: { type: 'mrkdwn', text: evil } },
      { type: 'actions', elements: [{ type: 'button', action_id: 'evil', text: { type: 'plain_text', text: evil.slice(0, 70) } }] },
    ],
  });

  expect(await drawn.locator('img, script').count()).toBe(0);
  expect(await drawn.locator('a[href^="javascript"]').count()).toBe(0);
  expect(await drawn.getByRole('heading').textContent()).toBe(evil);
  expect(await page.title()).not.toContain('owned');
});

test('a message that is deleted goes', async () => {
  const drawn = await post({ text: 'a short life' });
  const before = await messages(page).count();
  await demo.app.client.chat.delete({ channel: 'CSEC', ts: (await drawn.getAttribute('data-ts')) ?? '' });
  await drawn.waitFor({ state: 'detached' });
  expect(await messages(page).count()).toBe(before - 1);
});

test.each([
  ['Acknowledge', 'Acknowledge…'],
  ['End now…', 'End now…'],
])('a button %s reads %s while its press is on the way', async (label, reads) => {
  const drawn = await post({
    blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'try', text: { type: 'plain_text', text: label } }] }],
  });
  const button = drawn.getByRole('button', { name: label });
  await button.evaluate((element) => element.setAttribute('aria-busy', 'true'));
  const after = await page.evaluate(`getComputedStyle(document.querySelector('[data-ts] [aria-busy="true"]'), '::after').content`);
  await button.evaluate((element) => element.removeAttribute('aria-busy'));
  expect(`${await button.textContent()}${after === 'none' ? '' : String(after).replaceAll('"', '')}`).toBe(reads);
});
